package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Noise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseTest {
    private static final long TEN_SECONDS = 10_000_000_000L;

    @TempDir
    private Path root;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void stealAndPressureAreThoseOfTheWindow() throws IOException {
        write(1_000, 500, 40, 0);
        var watch = new NoiseWatch(root, clock::get, Optional.empty());

        watch.begin();
        clock.set(TEN_SECONDS);
        write(2_600, 740, 200, 1_200_000);
        watch.end();

        // 1,600 busy, 240 idle and 160 stolen of 2,000 ticks; 1.2 of 10 s stalled
        assertThat(watch.noise()).isEqualTo(new Noise(8.0, null, 12.0, 12.0, 12.0));
        assertThat(NoiseRules.reasons(watch.noise()))
                .containsExactly(
                        "Noisy: 8.0 % of the processors' time was taken by the hypervisor, at most 5 %",
                        "Noisy: 12.0 % of the time something waited for memory, at most 5 %",
                        "Noisy: 12.0 % of the time everything waited for disks, at most 5 %");
    }

    @Test
    void whatAMachineDoesNotTellIsNotJudged() {
        var watch = new NoiseWatch(root, clock::get, Optional.empty());

        watch.begin();
        clock.set(TEN_SECONDS);
        watch.end();

        assertThat(watch.noise()).isEqualTo(new Noise(null, null, null, null, null));
        assertThat(NoiseRules.reasons(watch.noise())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5.0, 0", "5.01, 1", "99, 1"})
    void processesOutsideTheRunMayHaveATwentieth(double percent, int reasons) {
        assertThat(NoiseRules.reasons(new Noise(0.0, percent, 100.0, 0.0, 0.0))).hasSize(reasons);
    }

    @ParameterizedTest
    @CsvSource({"''", "cpu", "x y z"})
    void aLineThatIsNoneOfProcessorsTellsNothing(String line) {
        assertThat(ProcessorTimes.of(line)).isEqualTo(new ProcessorTimes(0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"''", "none", "999999999", "-1"})
    void aFamilyNeedsAHead(String named) {
        assertThat(ProcessFamily.of(named)).isEmpty();
    }

    private void write(long user, long idle, long steal, long stalledMicros) throws IOException {
        Files.createDirectories(root.resolve("proc/pressure"));
        Files.writeString(
                root.resolve("proc/stat"), "cpu  " + user + " 0 0 " + idle + " 0 0 0 " + steal + " 0 0\ncpu0 1 2 3\n");
        for (String resource : new String[] {"cpu", "memory", "io"}) {
            Files.writeString(
                    root.resolve("proc/pressure/" + resource),
                    "some avg10=0.00 avg60=0.00 avg300=0.00 total=" + stalledMicros + "\n"
                            + "full avg10=0.00 avg60=0.00 avg300=0.00 total=" + stalledMicros + "\n");
        }
    }
}
