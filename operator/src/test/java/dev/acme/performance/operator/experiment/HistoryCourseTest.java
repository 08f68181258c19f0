package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.HistoryEntry;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentEnd;
import dev.acme.performance.operator.experiment.plan.Experiments;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An experiment that is repeated again and again, as from Git: what is remembered, and what is not kept for ever. */
class HistoryCourseTest {
    private static final String TWO_CELLS = """
            repeats: 2
            factors: [{name: threads, path: pools.threads, values: [10, 20]}]
            """;

    @Test
    void anAttemptThatHasEndedIsRememberedWithItsReport() {
        var bench = new SimulatedBench(Experiments.spec(TWO_CELLS), HistoryCourseTest::truth);
        var first = bench.toTheEnd();
        assertThat(first.history()).singleElement().satisfies(entry -> {
            assertThat(entry.attempt()).isEqualTo(1);
            assertThat(entry.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
            assertThat(entry.completed()).isEqualTo(4);
            assertThat(entry.best()).isEqualTo("threads20");
            assertThat(entry.message()).isEqualTo(first.message());
            assertThat(entry.report()).isEqualTo(first.report());
            assertThat(entry.completedAt()).isEqualTo(first.completedAt());
        });

        bench.edit("rerun: again");
        bench.look();

        assertThat(bench.status().attempt()).isEqualTo(2);
        assertThat(bench.status().history()).isEqualTo(first.history());
        assertThat(bench.toTheEnd().history()).extracting(HistoryEntry::attempt).containsExactly(2, 1);
    }

    @Test
    void tenAttemptsAreRememberedAndTheReportsOfTheLatestAreKept() {
        var bench = new SimulatedBench(Experiments.spec(TWO_CELLS), HistoryCourseTest::truth);
        bench.toTheEnd();

        IntStream.rangeClosed(2, 13).forEach(attempt -> again(bench, attempt));

        var status = bench.status();
        assertThat(status.history())
                .extracting(HistoryEntry::attempt)
                .containsExactly(13, 12, 11, 10, 9, 8, 7, 6, 5, 4);
        assertThat(status.history().stream().map(HistoryEntry::report).filter(Objects::nonNull))
                .hasSize(ExperimentEnd.REPORTS)
                .containsExactlyInAnyOrderElementsOf(bench.api().reports().keySet());
        assertThat(bench.api().reports()).containsKey(status.report());
    }

    /** As when somebody tries five times to correct a matrix: what was measured for hours stays. */
    @Test
    void aPlanThatIsRefusedTakesNoReportAway() {
        var bench = new SimulatedBench(Experiments.spec(TWO_CELLS), HistoryCourseTest::truth);
        var first = bench.toTheEnd();

        IntStream.range(0, ExperimentEnd.REPORTS + 1).forEach(attempt -> {
            bench.edit("maxRuns: 1\nrerun: refused-" + attempt);
            assertThat(bench.toTheEnd().phase()).isEqualTo(ExperimentPhase.FAILED);
        });

        assertThat(bench.status().history().getLast().report()).isEqualTo(first.report());
        assertThat(bench.api().reports()).containsOnlyKeys(Objects.requireNonNull(first.report()));
    }

    /** The reports of others stay, and those of the attempts before the oldest that is kept go, whatever the operator died over. */
    @Test
    void anOperatorThatDiesOverABeginForgetsTheSame() {
        var bench = new SimulatedBench(Experiments.spec(TWO_CELLS), HistoryCourseTest::truth);
        bench.toTheEnd();
        IntStream.rangeClosed(2, ExperimentEnd.REPORTS).forEach(attempt -> again(bench, attempt));
        bench.edit("rerun: once-more");
        bench.api().dieAtNextStatus();

        bench.toTheEnd();

        var attempt = ExperimentAttempt.of(bench.api().experiment(), 1);
        assertThat(bench.api().reports()).hasSize(ExperimentEnd.REPORTS).doesNotContainKey(attempt.reportName());
    }

    @Test
    void whatWasRefusedOrCancelledIsRememberedToo() {
        var bench = new SimulatedBench(Experiments.spec(TWO_CELLS + "maxRuns: 1"), HistoryCourseTest::truth);
        assertThat(bench.toTheEnd().history()).singleElement().satisfies(entry -> {
            assertThat(entry.phase()).isEqualTo(ExperimentPhase.FAILED);
            assertThat(entry.message()).contains("maxRuns");
            assertThat(entry.report()).isNull();
        });

        bench.edit("maxRuns: 100");
        bench.look();
        bench.edit("cancel: true");
        bench.toTheEnd();

        assertThat(bench.status().history())
                .extracting(HistoryEntry::attempt, HistoryEntry::phase)
                .containsExactly(tuple(2, ExperimentPhase.CANCELLED), tuple(1, ExperimentPhase.FAILED));
    }

    private static PerformanceExperimentStatus again(SimulatedBench bench, int attempt) {
        bench.edit("rerun: again-" + attempt);
        return bench.toTheEnd();
    }

    private static PerformanceRunStatus truth(PerformanceRunSpec spec, int number) {
        return measured(spec.pools().threads() * (10 + number % 2 / 100.0));
    }
}
