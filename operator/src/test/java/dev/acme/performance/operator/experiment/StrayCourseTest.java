package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.RunEnvironmentBuilder;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A run that strayed to another machine counts in the status as it does in the report: not, and as invalid. */
class StrayCourseTest {
    @Test
    void whatStrayedIsInvalidInStatusAndReport() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS), (_, number) -> number == 4 ? elsewhere() : measured(100));

        var status = bench.toTheEnd();

        assertThat(status.completed()).isEqualTo(11);
        assertThat(status.invalid()).isEqualTo(1);
        assertThat(status.failed()).isZero();
        assertThat(status.cells()).extracting(Cell::runs).containsExactlyInAnyOrder(3, 3, 3, 2);
        assertThat(report(bench, status))
                .contains("| runs | 12 created, 0 failed, 1 invalid |")
                .containsPattern("\\| %s \\|.*\\| Succeeded \\| Invalid \\|.*its environment \\(fingerprint other\\)"
                        .formatted(bench.api().created().get(4)));
    }

    /** The report is asked for again, and what strayed is not counted once more. */
    @Test
    void aReportThatIsStoredLaterCountsTheSame() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS), (_, number) -> number == 4 ? elsewhere() : measured(100));
        while (bench.status().next() < 12 || !bench.status().open().isEmpty()) {
            if (bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }
        bench.api().forbidsNext(3);

        var status = bench.toTheEnd();

        assertThat(status.completed()).isEqualTo(11);
        assertThat(status.invalid()).isEqualTo(1);
    }

    private static String report(SimulatedBench bench, PerformanceExperimentStatus status) {
        return Objects.requireNonNull(
                Objects.requireNonNull(bench.api().reports().get(status.report()))
                        .get("report.md"));
    }

    private static PerformanceRunStatus elsewhere() {
        return measured(100)
                .withEnvironment(RunEnvironmentBuilder.builder()
                        .fidelity("simulated")
                        .fingerprint("other")
                        .build());
    }
}
