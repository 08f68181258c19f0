package dev.acme.performance.operator.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Objective.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CellLevelsTest {
    private static final long SEED = 20_261_122;

    @Test
    void aCellThatFellInTheMiddleIsNamedWithTheTwoRuns() {
        var runs = new ArrayList<>(cell("cell-0", 10, _ -> 100));
        runs.addAll(cell("cell-1", 10, i -> i < 6 ? 100 : 140));

        assertThat(Analysis.of(SimulatedRuns.design(2, 10), runs).changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.cell()).isEqualTo("cell-1");
                    assertThat(change.gradual()).isFalse();
                    assertThat(change.lastBefore()).isEqualTo("cell-1-5");
                    assertThat(change.firstAfter()).isEqualTo("cell-1-6");
                    assertThat(change.runs()).isEqualTo(10);
                    assertThat(change.to() / change.from()).isBetween(1.35, 1.45);
                    assertThat(change.adjustedP()).isLessThan(0.001);
                });
    }

    @Test
    void whatCreepsIsCalledGradual() {
        var runs = cell("cell-0", 20, i -> 100 * Math.exp(0.02 * i));

        assertThat(Analysis.of(SimulatedRuns.design(1, 20), runs).changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.gradual()).isTrue();
                    assertThat(change.lastBefore()).isEqualTo("cell-0-0");
                    assertThat(change.firstAfter()).isEqualTo("cell-0-19");
                });
    }

    @Test
    void sevenRunsAreTooFew() {
        var runs = cell("cell-0", CellLevels.FEWEST_RUNS - 1, i -> i < 4 ? 100 : 140);

        assertThat(Analysis.of(SimulatedRuns.design(1, 7), runs).changes()).isEmpty();
    }

    /** Cells and metrics are many chances to be wrong; the level is that of all of them together. */
    @ParameterizedTest
    @CsvSource({"1, 8, 0.1", "4, 10, 0.1", "32, 20, 0.1"})
    void ofSteadyExperimentsAtMostFivePercentNameACell(int cells, int repeats, double noise) {
        var random = new Random(SEED);
        var steady = SimulatedRuns.of(noise, Collections.nCopies(cells, 100.0).toArray(Double[]::new));
        var design = SimulatedRuns.design(cells, repeats);
        var withoutFloor = new Design(design.cells(), design.baseline(), repeats, Metric.P99_MS, 95, 0, null);

        long named = IntStream.range(0, 1_000)
                .filter(_ -> !CellLevels.changes(withoutFloor, steady.inBlocks(repeats, random))
                        .isEmpty())
                .count();

        assertThat(named).isLessThanOrEqualTo(50);
    }

    private static List<RunFigures> cell(String id, int runs, IntToDoubleFunction level) {
        var random = new Random(SEED);
        return IntStream.range(0, runs)
                .mapToObj(i -> SimulatedRuns.figures(
                        id,
                        i,
                        i,
                        Map.of(
                                Metric.P99_MS,
                                level.applyAsDouble(i) * Math.exp(0.01 * random.nextGaussian()),
                                Metric.SUCCESS_PERCENT,
                                100.0)))
                .toList();
    }
}
