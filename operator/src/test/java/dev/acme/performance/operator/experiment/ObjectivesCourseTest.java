package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Cell.Kept;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.ObjectiveResult;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.operator.experiment.plan.Experiments;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cells whose runs were asked for something: who keeps it stands beside the numbers, and the fastest is no choice where it does not. */
class ObjectivesCourseTest {
    private static final String ASKED = "objectives: [{name: p99, metric: p99Ms, max: 500}]";
    private static final String THREADS = "factors: [{name: threads, path: pools.threads, values: [10, 20]}]";

    @Test
    void howManyRunsMetAnObjectiveStandsInStatusAndReport() {
        var bench = new SimulatedBench(
                Experiments.spec(THREADS, ASKED), (spec, number) -> asked(spec, number, number % 2 == 0));

        var status = bench.toTheEnd();

        assertThat(status.cells())
                .allSatisfy(cell -> assertThat(cell.objectives())
                        .singleElement()
                        .satisfies(kept -> {
                            assertThat(kept.name()).isEqualTo("p99");
                            assertThat(kept.runs()).isEqualTo(3);
                        }));
        assertThat(status.cells().stream()
                        .flatMap(cell -> Objects.requireNonNull(cell.objectives()).stream())
                        .mapToInt(Kept::met)
                        .sum())
                .isEqualTo(3);
        assertThat(report(bench, status))
                .contains(
                        "| Verdict | Objectives met |", "| objectives of each run | p99: p99Ms at most 500.0 (Fail) |")
                .containsPattern("\\| Fail \\| p99 [12]/3 \\|");
    }

    @Test
    void aWinnerThatMissesItsObjectivesIsNoChoice() {
        var bench = new SimulatedBench(
                Experiments.spec(THREADS, ASKED),
                (spec, number) -> asked(spec, number, spec.pools().threads() == 10));

        var status = bench.toTheEnd();

        assertThat(status.cells()).extracting(Cell::verdict).containsExactly(CellVerdict.PASS, CellVerdict.FAIL);
        assertThat(Objects.requireNonNull(status.best()).cell()).isEqualTo("threads20");
        assertThat(status.best().why()).endsWith("; but it misses objectives: p99 in 3 of 3 runs");
        assertThat(status.recommendations())
                .extracting(PerformanceExperimentStatus.Recommendation::text)
                .contains(
                        "Do not use it before it keeps its objectives: threads20", "Objectives are missed by threads20")
                .doesNotContain("Use threads20");
    }

    @Test
    void aWinnerThatKeepsThemIsOne() {
        var bench = new SimulatedBench(Experiments.spec(THREADS, ASKED), (spec, number) -> asked(spec, number, true));

        assertThat(bench.toTheEnd().recommendations())
                .extracting(PerformanceExperimentStatus.Recommendation::text)
                .contains("Use threads20")
                .noneMatch(text -> text.contains("bjectives"));
    }

    @Test
    void aWalkToAnEndThatMissesThemSaysSo() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune", "pools: {threads: 1}\n" + ASKED), (spec, number) -> {
                    int threads = spec.pools().threads();
                    return judged(
                            threads == 1
                                    ? measured(10 + number % 3 / 100.0, "threads", Optional.of("pools.threads"), "10")
                                    : measured(100 + number % 3, "none", Optional.empty(), ""),
                            false);
                });

        assertThat(bench.toTheEnd().recommendations())
                .extracting(PerformanceExperimentStatus.Recommendation::text)
                .contains("Objectives are missed by step-1, where the walk ended");
    }

    private static PerformanceRunStatus asked(PerformanceRunSpec spec, int number, boolean isMet) {
        return judged(measured(spec.pools().threads() * (10 + number % 3 / 100.0)), isMet);
    }

    private static PerformanceRunStatus judged(PerformanceRunStatus run, boolean isMet) {
        return run.withVerdict(isMet ? Verdict.PASS : Verdict.FAIL)
                .withObjectives(List.of(new ObjectiveResult("p99", isMet ? 400.0 : 600.0, isMet)));
    }

    private static String report(SimulatedBench bench, PerformanceExperimentStatus status) {
        return Objects.requireNonNull(
                Objects.requireNonNull(bench.api().reports().get(status.report()))
                        .get("report.md"));
    }
}
