package dev.acme.performance.operator.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.operator.experiment.stats.Findings.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is advised, and what the numbers are not enough for. */
final class RecommendationsTest {
    private static final int REPEATS = 5;
    private static final int MANY = 2_000;
    private static final Design TWO = SimulatedRuns.design(2, REPEATS);
    private static final Design THREE = SimulatedRuns.design(3, REPEATS);

    @Test
    void cellsThatAreLevelAreNotToldApartAndNeitherIsCalledBetter() {
        assertThat(texts(Analysis.of(THREE, runs(0.02, 200.0, 100.0, 100.0))))
                .first()
                .asString()
                .startsWith("Choose among cell-")
                .contains("cell-1", "cell-2")
                .doesNotContain("cell-0")
                .endsWith("the numbers do not tell them apart");
    }

    @Test
    void aWithheldVerdictAdvisesNoChoice() {
        var gone = new ArrayList<>(runs(0.01, 100.0, 80.0));
        gone.removeLast();

        var findings = Analysis.of(TWO, gone);

        assertThat(findings.best().why()).startsWith("Withheld");
        assertThat(texts(findings)).noneMatch(text -> text.contains("hoose") || text.startsWith("Use cell"));
    }

    @Test
    void ofMereNoiseNoFactorMattersMost() {
        var random = new Random(11);
        long claimed = IntStream.range(0, 200)
                .filter(_ -> texts(factorial(1, 1, random)).stream().anyMatch(text -> text.startsWith("Decide")))
                .count();

        assertThat(claimed).isLessThanOrEqualTo(10);
    }

    @Test
    void aFactorThatSurelyMattersIsDecidedFirst() {
        assertThat(texts(factorial(2, 1.1, new Random(3)))).contains("Decide compute first: it matters most");
    }

    /** The number is of a test with so many runs, with its own degrees of freedom: a normal's would be too few. */
    @ParameterizedTest
    @CsvSource({"0.02", "0.03", "0.05"})
    void theRepeatsThatAreAskedForFindTheDifferenceFourTimesOfFive(double noise) {
        double wanted = Math.log(1.05);
        var three = new LogRatio(3, true, 0, 0, noise * Math.sqrt(2.0 / 3), 2);

        int repeats = three.repeats(0.05, wanted, 40).orElseThrow();

        assertThat(found(repeats, noise)).isBetween(0.77, 0.95);
        assertThat(found(repeats - 1, noise)).isLessThan(0.83);
    }

    private static double found(int repeats, double noise) {
        var random = new Random(repeats);
        var design = SimulatedRuns.design(2, repeats);
        return IntStream.range(0, MANY)
                        .filter(_ -> new Matches(
                                        design,
                                        Metric.P99_MS,
                                        SimulatedRuns.of(noise, 100.0, 105.0).inBlocks(repeats, random))
                                .with(design.baseline()).stream().anyMatch(one -> one.p() <= 0.05))
                        .count()
                / (double) MANY;
    }

    @Test
    void moreRepeatsThanMayBeAskedForAreNotAskedFor() {
        assertThat(texts(Analysis.of(TWO, runs(0.40, 100.0, 102.0))))
                .contains("Find out why equal runs differ so much: not even 20 repeats tell differences of 5 %")
                .noneMatch(text -> text.startsWith("Repeat"));
    }

    @Test
    void aCapacityThatNoRunShowsIsSaidWithTheRunsReason() {
        var goal = goal(170);
        var silent = runs(0.01, 100.0, 80.0);
        var burst = silent.stream()
                .map(run -> carrying(run, null, "not shown: a burst is one wave and no rate that lasts"))
                .toList();

        assertThat(Analysis.of(goal, burst).recommendations())
                .contains(new Recommendation(
                        "How many replicas of cell-1 carry 170 requests/s is not known",
                        "not shown: a burst is one wave and no rate that lasts"));
        assertThat(Analysis.of(goal, silent).recommendations())
                .contains(new Recommendation(
                        "How many replicas of cell-1 carry 170 requests/s is not known",
                        "none of its runs that count says what one replica carries"));
    }

    @Test
    void binaryFractionsAskForNoReplicaMore() {
        var goal = new Design(TWO.cells(), "cell-0", REPEATS, Metric.P99_MS, 95, 5, new Design.CapacityGoal(100, 1.1));
        var runs = runs(0.01, 100.0, 80.0).stream()
                .map(run -> carrying(run, 1.0, null))
                .toList();

        assertThat(100 * 1.1).isGreaterThan(110);
        assertThat(texts(Analysis.of(goal, runs))).contains("Run 110 replicas of cell-1 for 100 requests/s");
    }

    private static Design goal(double rate) {
        return new Design(TWO.cells(), "cell-0", REPEATS, Metric.P99_MS, 95, 5, new Design.CapacityGoal(rate, 1.5));
    }

    private static RunFigures carrying(RunFigures run, @Nullable Double each, @Nullable String notShown) {
        return new RunFigures(
                run.run(),
                run.cell(),
                run.repeat(),
                run.block(),
                run.phase(),
                run.verdict(),
                run.validity(),
                List.of(),
                run.values(),
                1000,
                0,
                null,
                each,
                null,
                null,
                run.fingerprint(),
                notShown,
                List.of());
    }

    /** Two factors of two values; how much longer lambda takes than ecs, and rds than s3. */
    private static Findings factorial(double lambda, double rds, Random random) {
        var cells = new ArrayList<Design.PlannedCell>();
        var runs = new ArrayList<RunFigures>();
        for (String compute : List.of("ecs", "lambda")) {
            for (String storage : List.of("s3", "rds")) {
                String id = compute + "-" + storage;
                cells.add(new Design.PlannedCell(id, Map.of("compute", compute, "storage", storage), null));
                double level = 100 * (compute.equals("ecs") ? 1 : lambda) * (storage.equals("s3") ? 1 : rds);
                for (int block = 0; block < REPEATS; block++) {
                    double p99 = level * Math.exp(0.03 * random.nextGaussian());
                    runs.add(SimulatedRuns.figures(
                            id, block, block, Map.of(Metric.P99_MS, p99, Metric.SUCCESS_PERCENT, 100.0)));
                }
            }
        }
        return Analysis.of(new Design(cells, "ecs-s3", REPEATS, Metric.P99_MS, 95, 5, null), runs);
    }

    private static List<String> texts(Findings findings) {
        return findings.recommendations().stream().map(Recommendation::text).toList();
    }

    private static List<RunFigures> runs(double noise, Double... levels) {
        return SimulatedRuns.of(noise, levels).inBlocks(REPEATS, new Random(7));
    }
}
