package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.exchange.BadProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineLimitsTest {
    @TempDir
    private Path root;

    @Test
    void linuxTellsItsLimits() throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.createDirectories(root.resolve("proc/sys/net/ipv4"));
        Files.writeString(
                root.resolve("proc/self/limits"),
                "Limit  Soft Limit  Hard Limit  Units\nMax open files            1024                 4096                 files\n");
        Files.writeString(root.resolve("proc/sys/net/ipv4/ip_local_port_range"), "32768\t60999\n");

        assertThat(MachineLimits.read(root))
                .isEqualTo(new MachineLimits(OptionalLong.of(1024), OptionalLong.of(28_232)));
    }

    @Test
    void whatTheMachineDoesNotTellDoesNotLimit() {
        MachineLimits limits = MachineLimits.read(root);

        assertThat(limits).isEqualTo(new MachineLimits(OptionalLong.empty(), OptionalLong.empty()));
        assertThatCode(() -> limits.check(10_000, 1)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"924, 1", "900, 9", "900, 10"})
    void whatFitsIsAccepted(int clients, int addresses) {
        assertThatCode(() -> limits(1_024, 1_000).check(clients, addresses)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"925, 1, 1025 open files", "101, 1, 101 local ports"})
    void whatDoesNotFitIsRefusedWithItsNumbers(int clients, int addresses, String reason) {
        assertThatThrownBy(() -> limits(1_024, 100).check(clients, addresses))
                .isInstanceOf(BadProfile.class)
                .hasMessageContaining(reason);
    }

    private static MachineLimits limits(long files, long ports) {
        return new MachineLimits(OptionalLong.of(files), OptionalLong.of(ports));
    }
}
