package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.experiment.plan.StatusBound;
import org.junit.jupiter.api.Test;

/** A status stays within its bound all the way, not only where somebody thinks of it. */
class BoundedStatusCourseTest {
    private static final int LONG = 2_000;

    /** 256 cells of which each says at length why its run is void: more than 100 kB, were it all kept. */
    @Test
    void whateverItsRunsSayNoStatusIsWrittenThatIsTooLarge() {
        var bench = new SimulatedBench(Experiments.spec("""
                repeats: 1
                factors:
                - {name: threads, path: pools.threads, values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]}
                - {name: connections, path: pools.s3Connections, values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]}
                """), (_, number) -> invalid(number + " " + "x".repeat(LONG)));
        int most = 0;

        while (!(bench.look().orElseThrow() instanceof ExperimentStep.Finish)) {
            most = Math.max(most, StatusBound.bytes(bench.status()));
            if (bench.steps().getLast() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }

        var status = bench.status();
        assertThat(Math.max(most, StatusBound.bytes(status))).isLessThanOrEqualTo(StatusBound.MOST_BYTES);
        assertThat(status.cells()).hasSize(256);
        assertThat(status.leftOut()).contains("long reasons");
    }
}
