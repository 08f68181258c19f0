package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A busy process that does not belong to the run is seen for what it is, on this very machine. */
@EnabledOnOs(OS.LINUX)
class HogIT {
    @Test
    void aHogMakesTheResultNoisyAndOneOfTheFamilyDoesNot() throws IOException {
        Process idle = new ProcessBuilder("sleep", "60").start();
        Process hog = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            var stranger = new NoiseWatch(Optional.of(new ProcessFamily(Set.of(idle.pid()))));
            var relative = new NoiseWatch(
                    Optional.of(new ProcessFamily(Set.of(ProcessHandle.current().pid()))));
            stranger.begin();
            relative.begin();
            double before = new ProcessFamily(Set.of(hog.pid())).processorTicks();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> new ProcessFamily(Set.of(hog.pid())).processorTicks() >= before + 100);

            stranger.end();
            relative.end();
            double others = Objects.requireNonNull(stranger.noise().othersPercent());
            assertThat(NoiseRules.reasons(stranger.noise()))
                    .anyMatch(reason -> reason.contains("processes outside the run"));
            assertThat(relative.noise().othersPercent()).isLessThan(others);
        } finally {
            hog.destroyForcibly();
            idle.destroyForcibly();
        }
    }

    /** As PostgreSQL's is, that pg_ctl starts. */
    @Test
    void aDaemonIsOfTheFamilyThatNamesIt() {
        long self = ProcessHandle.current().pid();
        long other = ProcessHandle.of(1).orElseThrow().pid();

        assertThat(ProcessFamily.of(self + "," + other + ",999999999"))
                .contains(new ProcessFamily(Set.of(self, other)))
                .hasValueSatisfying(family -> assertThat(family.processorTicks())
                        .as("each process once, though this one descends from the other")
                        .isBetween(1.0, 1e12));
    }

    @Test
    void thisMachineIsRead() {
        var facts = SystemFacts.read(Path.of("/"));
        var machine = MachineReader.read(Path.of("/"));

        assertThat(facts.limits().openFiles()).isPresent();
        assertThat(facts.acceptQueue().isPresent()).isEqualTo(Files.exists(Path.of("/proc/sys/net/core/somaxconn")));
        assertThat(machine.java()).contains(Runtime.version().feature() + "");
        assertThat(machine.processors()).isEqualTo(facts.processors());
    }
}
