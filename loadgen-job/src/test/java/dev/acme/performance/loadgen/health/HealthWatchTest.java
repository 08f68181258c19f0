package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthWatchTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path root;

    private long clock;
    private long cpu;
    private long collected;

    @Test
    void timeIsCountedFromTheWindowsStartToItsEndAndTheWorstSecondIsKept() {
        HealthWatch watch = watch();
        pass(5.0, 3.0);
        watch.prepare();
        watch.windowStarted();
        pass(1.0, 0.5);
        watch.secondPassed();
        pass(1.0, 1.5);
        watch.secondPassed();
        pass(0.5, 0.0);
        watch.windowEnded();
        pass(9.0, 9.0);

        Health health = watch.health();

        assertThat(health.windowSeconds()).isEqualTo(2.5);
        assertThat(health.cpuSeconds()).isEqualTo(2);
        assertThat(health.cpuPercent()).isEqualTo(40);
        assertThat(health.worstSecondCpuPercent()).hasValue(75);
        assertThat(health.throttledPercent()).isEmpty();
    }

    @Test
    void onlyCollectionsWithinTheWindowCount() {
        HealthWatch watch = watch();
        collected = 30;
        watch.prepare();
        collected = 70;
        watch.windowStarted();
        pass(1.0, 0.5);
        collected = 75;
        watch.windowEnded();
        collected = 500;

        assertThat(watch.health().gcPercent()).isEqualTo(0.5);
    }

    private HealthWatch watch() {
        return new HealthWatch(root, 2, new HealthWatch.Meters(() -> clock, () -> cpu, () -> collected));
    }

    private void pass(double seconds, double cpuSeconds) {
        clock += (long) (seconds * SECOND);
        cpu += (long) (cpuSeconds * SECOND);
    }
}
