package dev.acme.performance.operator.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.crds.Objective.Metric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the statistics say of experiments whose truth is known. Seeds are fixed. */
final class SimulationTest {
    private static final int EXPERIMENTS = 40;
    private static final int MANY = 2_000;
    /** One stream of numbers for all experiments of a test: first numbers of neighbouring seeds are alike. */
    private static final long SEED = 20_261_122;

    @ParameterizedTest
    @CsvSource({"2, 3, 0.02", "2, 5, 0.02", "2, 5, 0.10", "4, 3, 0.02", "4, 3, 0.10", "4, 5, 0.05", "16, 3, 0.05"})
    void ofEqualCellsAtMostFiveOfFortyExperimentsClaimADifference(int cells, int repeats, double noise) {
        var equal = SimulatedRuns.of(noise, Collections.nCopies(cells, 100.0).toArray(Double[]::new));

        assertThat(claims(equal, repeats)).isLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 0.10", "2, 5, 0.10", "4, 3, 0.10", "4, 5, 0.10", "8, 3, 0.10"})
    void overThousandsOfThemTheLevelIsKeptEvenWithoutTheFloor(int cells, int repeats, double noise) {
        var random = new Random(SEED);
        var equal = SimulatedRuns.of(noise, Collections.nCopies(cells, 100.0).toArray(Double[]::new));

        long wrong = IntStream.range(0, MANY)
                .filter(_ -> comparisons(equal, repeats, random).stream().anyMatch(one -> one.adjustedP() <= 0.05))
                .count();

        assertThat(wrong / (double) MANY).isLessThanOrEqualTo(0.06);
    }

    /** One cell of four has three times the others' noise: the error that all share must not make it look sure. */
    @ParameterizedTest
    @CsvSource({"3", "5"})
    void aNoisyCellClaimsLittleMore(int repeats) {
        var random = new Random(SEED);
        var noisy = new SimulatedRuns(List.of(100.0, 100.0, 100.0, 100.0), List.of(0.03, 0.03, 0.03, 0.09), 0);

        long wrong = IntStream.range(0, MANY)
                .filter(_ -> comparisons(noisy, repeats, random).stream().anyMatch(Comparison::significant))
                .count();

        assertThat(wrong / (double) MANY).isLessThanOrEqualTo(0.10);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 0.01", "2, 5, 0.02", "4, 3, 0.02", "4, 5, 0.03", "8, 5, 0.03"})
    void tenPercentAreFoundInThirtyEightOfFortyExperiments(int cells, int repeats, double noise) {
        var random = new Random(SEED);
        var levels = Collections.nCopies(cells, 100.0).toArray(Double[]::new);
        levels[1] = 110.0;
        var slower = SimulatedRuns.of(noise, levels);

        long found = IntStream.range(0, EXPERIMENTS)
                .filter(_ -> comparisons(slower, repeats, random).stream()
                        .anyMatch(
                                one -> one.cell().equals(SimulatedRuns.id(1)) && one.significant() && one.ratio() > 1))
                .count();

        assertThat(found).isGreaterThanOrEqualTo(38);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 0.02", "2, 5, 0.10", "4, 3, 0.05", "4, 5, 0.05", "4, 10, 0.20"})
    void intervalsOfRatiosHoldTheTruthIn95Percent(int cells, int repeats, double noise) {
        var random = new Random(SEED);
        var levels = Collections.nCopies(cells, 100.0).toArray(Double[]::new);
        levels[1] = 130.0;
        var runs = SimulatedRuns.of(noise, levels);

        long held = IntStream.range(0, MANY)
                .filter(_ -> comparisons(runs, repeats, random).stream()
                        .anyMatch(
                                one -> one.cell().equals(SimulatedRuns.id(1)) && one.low() <= 1.3 && 1.3 <= one.high()))
                .count();

        assertThat(100.0 * held / MANY).isBetween(93.0, 97.0);
    }

    @ParameterizedTest
    @CsvSource({"3, 0.02", "5, 0.05", "5, 0.20", "20, 0.05"})
    void intervalsOfCellsHoldTheTruthIn95Percent(int repeats, double noise) {
        var random = new Random(SEED);
        var runs = SimulatedRuns.of(noise, 250.0);
        var design = SimulatedRuns.design(1, repeats);

        long held = IntStream.range(0, MANY)
                .filter(_ -> {
                    var cell = Analysis.of(design, runs.inBlocks(repeats, random))
                            .cells()
                            .getFirst();
                    var p99 = cell.estimate(Metric.P99_MS).orElseThrow();
                    return holds(p99, 250);
                })
                .count();

        assertThat(100.0 * held / MANY).isBetween(93.0, 97.0);
    }

    private static boolean holds(Estimate estimate, double truth) {
        Double low = estimate.low();
        Double high = estimate.high();
        return low != null && high != null && low <= truth && truth <= high;
    }

    @ParameterizedTest
    @CsvSource({"2, 5", "4, 3", "4, 5"})
    void aMachineThatBecomesAFifthSlowerInventsNothing(int cells, int repeats) {
        var random = new Random(SEED);
        var equal = SimulatedRuns.of(0.02, Collections.nCopies(cells, 100.0).toArray(Double[]::new));

        assertThat(claims(equal.withDrift(0.2), repeats)).isLessThanOrEqualTo(5);
        var ratios = IntStream.range(0, MANY)
                .mapToDouble(_ -> comparisons(equal.withDrift(0.2), repeats, random).stream()
                        .filter(one -> one.cell().equals(SimulatedRuns.id(1)))
                        .mapToDouble(Comparison::ratio)
                        .findFirst()
                        .orElseThrow())
                .map(Math::log)
                .average()
                .orElseThrow();
        assertThat(Math.exp(ratios)).isCloseTo(1, within(0.005));
    }

    /** H-11: what blocks are for. */
    @Test
    void oneCellAfterTheOtherTheSameMachineInventsElevenPercent() {
        var equal = SimulatedRuns.of(0.0, 100.0, 100.0).withDrift(0.2);
        var design = SimulatedRuns.design(2, 4);

        var findings = Analysis.of(design, equal.inTurn(4, new Random(1)));

        var comparison = findings.comparison(SimulatedRuns.id(1), Metric.P99_MS).orElseThrow();
        assertThat(comparison.paired()).isFalse();
        assertThat(comparison.ratio()).isCloseTo(1.11, within(0.005));
        assertThat(findings.recommendations())
                .anySatisfy(one -> assertThat(one.text()).contains("RandomizedBlocks"));
    }

    /** Metrics that vary each on its own: four that claim at 5 % each would be wrong in nearly a fifth of the experiments. */
    @ParameterizedTest
    @CsvSource({"2, 3", "4, 3"})
    void howManyMetricsSoEverAnExperimentClaimsAtTheLevel(int cells, int repeats) {
        var random = new Random(SEED);
        var equal = SimulatedRuns.of(0.1, Collections.nCopies(cells, 100.0).toArray(Double[]::new));
        var design = new Design(
                SimulatedRuns.design(cells, repeats).cells(), SimulatedRuns.id(0), repeats, Metric.P99_MS, 95, 0, null);

        long wrong = IntStream.range(0, MANY)
                .filter(_ -> {
                    var runs = equal.inBlocks(repeats, random).stream()
                            .map(run -> independently(run, random))
                            .toList();
                    return Analysis.of(design, runs).comparisons().stream().anyMatch(Comparison::significant);
                })
                .count();

        assertThat(wrong / (double) MANY).isBetween(0.02, 0.06);
    }

    private static RunFigures independently(RunFigures run, Random random) {
        var values = new EnumMap<Metric, Double>(Metric.class);
        Direction.HEADLINES.forEach(metric -> values.put(metric, 100 * Math.exp(0.1 * random.nextGaussian())));
        values.put(Metric.SUCCESS_PERCENT, 100.0);
        return SimulatedRuns.figures(run.cell(), run.repeat(), run.block(), values);
    }

    private static long claims(SimulatedRuns runs, int repeats) {
        var random = new Random(SEED);
        return IntStream.range(0, EXPERIMENTS)
                .filter(_ -> comparisons(runs, repeats, random).stream().anyMatch(Comparison::significant))
                .count();
    }

    private static List<Comparison> comparisons(SimulatedRuns runs, int repeats, Random random) {
        var design = SimulatedRuns.design(runs.levels().size(), repeats);
        return new Matches(design, design.objective(), runs.inBlocks(repeats, random)).with(design.baseline());
    }
}
