package dev.acme.performance.operator.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.experiment.stats.Findings.Effect;
import dev.acme.performance.operator.experiment.stats.Findings.Recommendation;
import dev.acme.performance.operator.experiment.stats.Findings.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is compared, who wins, and what is advised. */
final class AnalysisTest {
    private static final int REPEATS = 5;
    private static final Design TWO = SimulatedRuns.design(2, REPEATS);
    private static final Design THREE = SimulatedRuns.design(3, REPEATS);

    @Test
    void theBestOfAllWinsWithBothNumbersNAndInterval() {
        var findings = Analysis.of(THREE, runs(0.01, 100.0, 80.0, 120.0));

        assertThat(findings.best().cell()).isEqualTo("cell-1");
        assertThat(findings.best().why())
                .matches(
                        "Best p99 ms.* [0-9.]+ against [0-9.]+ of cell-0.* ratio 0\\.[0-9]+ \\(.* to .*\\), n = 5, p .*");
        assertThat(findings.recommendations().getFirst().text()).isEqualTo("Use cell-1");
        assertThat(findings.pareto()).containsExactly("cell-1");
    }

    @Test
    void twoThatAreLevelHaveNoWinnerAndBothAreNamed() {
        var findings = Analysis.of(THREE, runs(0.02, 200.0, 100.0, 100.0));

        assertThat(findings.best().cell()).isNull();
        assertThat(findings.best().why())
                .startsWith("No significant winner")
                .contains("cell-1")
                .contains("cell-2")
                .doesNotContain("cell-0");
    }

    /** Sure, and still too small to count. */
    @Test
    void threePercentAreNoDifferenceWhereFiveAreAskedFor() {
        var findings = Analysis.of(TWO, runs(0.001, 100.0, 103.0));

        var comparison = findings.comparison("cell-1", Metric.P99_MS).orElseThrow();
        assertThat(comparison.adjustedP()).isLessThan(0.001);
        assertThat(comparison.significant()).isFalse();
        assertThat(findings.best().cell()).isNull();
    }

    @Test
    void aDifferenceIsTheSameWhicheverIsTheBaseline() {
        for (var levels : List.of(List.of(100.0, 105.2), List.of(105.2, 100.0))) {
            var findings = Analysis.of(TWO, runs(0.0001, levels.toArray(Double[]::new)));

            assertThat(findings.comparison("cell-1", Metric.P99_MS)
                            .orElseThrow()
                            .significant())
                    .isTrue();
        }
    }

    /** H-16. */
    @Test
    void betterInOneAndWorseInAnotherIsNoWinner() {
        var runs = changed(runs(0.01, 100.0, 80.0), "cell-1", run -> with(run, Metric.REQUESTS_PER_SECOND, 500.0));

        var findings = Analysis.of(TWO, runs);

        assertThat(findings.best().cell()).isNull();
        assertThat(findings.best().why()).startsWith("No winner in all").contains("requests/s than cell-0");
        assertThat(findings.pareto()).containsExactly("cell-0", "cell-1");
    }

    /** H-15. */
    @Test
    void aRunThatVanishedWithholdsTheVerdictAndOneThatFailedDoesNot() {
        var all = runs(0.01, 100.0, 80.0);
        var gone = new ArrayList<>(all);
        gone.removeLast();
        var failed = new ArrayList<>(gone);
        failed.add(state(all.getLast(), Phase.FAILED, null));

        assertThat(Analysis.of(TWO, gone).best().why()).startsWith("Withheld: of 1 planned runs");
        assertThat(Analysis.of(TWO, failed).best().cell()).isEqualTo("cell-1");
    }

    @Test
    void failedAndInvalidRunsAreCountedAndInNoMean() {
        var runs = new ArrayList<>(runs(0.01, 100.0, 100.0));
        runs.set(0, state(with(runs.get(0), Metric.P99_MS, 9e9), Phase.SUCCEEDED, Validity.INVALID));
        runs.set(2, state(runs.get(2), Phase.FAILED, null));
        runs.set(4, state(runs.get(4), Phase.SUCCEEDED, Validity.SUSPECT));

        var cells = Analysis.of(TWO, runs).cells();

        assertThat(cells)
                .allSatisfy(cell -> assertThat(
                                cell.estimate(Metric.P99_MS).orElseThrow().mean())
                        .isCloseTo(100, within(3.0)));
        assertThat(cells.stream().mapToInt(CellSummary::runs).sum()).isEqualTo(2 * REPEATS - 2);
        assertThat(cells.stream().mapToInt(CellSummary::failed).sum()).isEqualTo(1);
        assertThat(cells.stream().mapToInt(CellSummary::invalid).sum()).isEqualTo(1);
        assertThat(cells.stream().mapToInt(CellSummary::suspect).sum()).isEqualTo(1);
    }

    /** Not only how many: which, and why. */
    @Test
    void whatCannotBeComparedIsNamed() {
        var runs = changed(runs(0.01, 100.0, 80.0), "cell-1", run -> state(run, Phase.SUCCEEDED, Validity.INVALID));

        assertThat(Analysis.of(TWO, runs).best().why())
                .startsWith("No significant winner: 1 of 2 cells can be compared: cell-1 not, none of its runs counts: "
                        + "0 failed, 5 invalid");
    }

    /** A line that one run could not price is not in the cell's price, whichever run that was. */
    @Test
    void whatAnyRunLeftOutOfItsPriceIsNamed() {
        var runs = runs(0.01, 100.0, 80.0).stream()
                .map(run -> priced(run, run.repeat() == 0 ? List.of("INIT") : List.of()))
                .toList();

        assertThat(Analysis.of(TWO, runs).cells())
                .allSatisfy(
                        cell -> assertThat(Objects.requireNonNull(cell.cost()).leftOut())
                                .containsExactly("INIT"));
    }

    /** H-04, H-10, H-02. */
    @Test
    void whoMayNotBeComparedIsNamedWithTheReason() {
        var base = runs(0.01, 100.0, 80.0);

        assertThat(refused(changed(base, "cell-1", run -> with(run, Metric.SUCCESS_PERCENT, 98.9))))
                .contains("1.10 % of its requests failed");
        assertThat(refused(changed(base, "cell-1", run -> in(run, "elsewhere"))))
                .contains("environments differ");
        assertThat(refused(changed(base, "cell-1", run -> with(run, Metric.P99_MS, 0))))
                .contains("not above 0");
        assertThat(refused(changed(base, "cell-1", run -> run.repeat() > 0 ? state(run, Phase.FAILED, null) : run)))
                .contains("one run that counts");
        assertThat(refused(changed(base, "cell-1", run -> state(run, Phase.FAILED, null))))
                .contains("5 failed, 0 invalid");
        assertThat(Analysis.of(TWO, base).refused()).isEmpty();
    }

    private static String refused(List<RunFigures> runs) {
        var findings = Analysis.of(TWO, runs);
        assertThat(findings.comparisons()).isEmpty();
        assertThat(findings.best().cell()).isNull();
        assertThat(findings.refused()).extracting(Refusal::cell).containsExactly("cell-1");
        return findings.refused().getFirst().why();
    }

    @Test
    void tooFewRepeatsAreToldWithTheNumberThatWouldDo() {
        var findings = Analysis.of(TWO, runs(0.04, 100.0, 102.0));

        assertThat(findings.recommendations())
                .extracting(Recommendation::text)
                .anyMatch(text -> text.matches("Repeat [0-9]+ times to tell differences of 5 % from none"));
    }

    /** H-10: one that strayed is named and left out; the others are compared. */
    @Test
    void aRunThatStrayedToAnotherMachineVoidsItselfOnly() {
        var runs = changed(runs(0.01, 100.0, 80.0), "cell-1", run -> run.repeat() == 2 ? in(run, "elsewhere") : run);

        var findings = Analysis.of(TWO, runs);

        assertThat(findings.refused()).isEmpty();
        assertThat(findings.best().cell()).isEqualTo("cell-1");
        assertThat(findings.best().why()).contains("n = 4");
        var cell = findings.cell("cell-1").orElseThrow();
        assertThat(cell.runs()).isEqualTo(4);
        assertThat(cell.invalid()).isEqualTo(1);
        assertThat(cell.reasons())
                .containsExactly(
                        "cell-1-2: its environment (fingerprint elsewhere) is not that of most runs of the cell (fingerprint"
                                + " same): compare status.environment");
    }

    /** H-10: where the baseline has no run that counts, the others' environments are compared with each other. */
    @Test
    void withoutABaselineCellsOfTwoMachinesAreStillNotCompared() {
        var broken = changed(runs(0.01, 100.0, 80.0, 120.0), "cell-0", run -> state(run, Phase.FAILED, null));

        var findings = Analysis.of(THREE, changed(broken, "cell-1", run -> in(run, "elsewhere")));

        assertThat(findings.best().cell()).isNull();
        assertThat(findings.refused()).anySatisfy(one -> assertThat(one.why()).contains("environments differ"));
        assertThat(Analysis.of(THREE, broken).best().cell()).isEqualTo("cell-1");
    }

    /** H-10: what is not known is not known to be equal. */
    @Test
    void runsThatDoNotTellTheirEnvironmentAreNotTakenForEqual() {
        var untold = runs(0.01, 100.0, 80.0).stream().map(run -> in(run, "")).toList();

        var findings = Analysis.of(TWO, untold);

        assertThat(findings.comparisons()).isEmpty();
        assertThat(findings.best().cell()).isNull();
        assertThat(findings.refused())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.why()).contains("do not tell their environment"));
    }

    @Test
    void aKnownEnvironmentIsNeverTheOneThatStrayed() {
        var runs = changed(runs(0.01, 100.0, 80.0), "cell-1", run -> run.repeat() < 3 ? in(run, "") : run);

        var cell = Analysis.of(TWO, runs).cell("cell-1").orElseThrow();

        assertThat(cell.runs()).isEqualTo(2);
        assertThat(cell.invalid()).isEqualTo(3);
    }

    /** H-11: what was never measured close together is no pair. */
    @Test
    void cellsWithoutCommonBlocksAreNotComparableAndNotCalledLevel() {
        var runs = changed(runs(0.01, 100.0, 80.0), "cell-1", run -> inBlock(run, run.block() + REPEATS - 1));

        var findings = Analysis.of(TWO, runs);

        assertThat(findings.comparisons()).isEmpty();
        assertThat(findings.best().cell()).isNull();
        assertThat(findings.best().why())
                .contains("fewer than two blocks in common with cell-0")
                .doesNotContain("not significantly worse");
        assertThat(findings.refused())
                .containsExactly(new Refusal("cell-1", "fewer than two blocks in common with the baseline"));
        assertThat(findings.recommendations().getFirst().text()).isEqualTo("Do not choose by these numbers");
    }

    private static RunFigures inBlock(RunFigures run, int block) {
        return SimulatedRuns.figures(run.cell(), run.repeat(), block, run.values());
    }

    /** What is claimed beside the objective would be a further chance to be wrong. */
    @Test
    void onlyTheObjectiveClaimsADifference() {
        var findings = Analysis.of(TWO, runs(0.01, 100.0, 50.0));

        assertThat(findings.comparisons())
                .extracting(Comparison::metric)
                .containsExactlyInAnyOrder(Metric.P99_MS, Metric.REQUESTS_PER_SECOND, Metric.MEAN_MS, Metric.MEDIAN_MS);
        assertThat(findings.comparisons())
                .allSatisfy(one -> assertThat(one.significant()).isEqualTo(one.metric() == Metric.P99_MS));
        assertThat(findings.contrasts())
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.comparison().significant())
                        .isEqualTo(one.comparison().metric() == Metric.P99_MS));
    }

    @Test
    void replicasForTheAskedRateAreSeed003s() {
        var goal = new Design(TWO.cells(), "cell-0", REPEATS, Metric.P99_MS, 95, 5, new Design.CapacityGoal(170, 1.5));
        var runs =
                runs(0.01, 100.0, 80.0).stream().map(AnalysisTest::carrying60).toList();

        assertThat(Analysis.of(goal, runs).recommendations())
                .contains(new Recommendation(
                        "Run 5 replicas of cell-1 for 170 requests/s",
                        "60 requests/s of one replica, times 1.5 for safety"));
    }

    @Test
    void theFactorThatMattersMostComesFirstAndSharesAddUp() {
        var cells = new ArrayList<Design.PlannedCell>();
        var runs = new ArrayList<RunFigures>();
        var random = new Random(3);
        for (String compute : List.of("ecs", "lambda")) {
            for (String storage : List.of("s3", "rds")) {
                String id = compute + "-" + storage;
                cells.add(new Design.PlannedCell(id, Map.of("compute", compute, "storage", storage), null));
                double level = (compute.equals("ecs") ? 100 : 200) * (storage.equals("s3") ? 1 : 1.1);
                for (int block = 0; block < REPEATS; block++) {
                    runs.add(SimulatedRuns.figures(
                            id,
                            block,
                            block,
                            Map.of(
                                    Metric.P99_MS,
                                    level * Math.exp(0.01 * random.nextGaussian()),
                                    Metric.SUCCESS_PERCENT,
                                    100.0)));
                }
            }
        }
        var design = new Design(cells, "ecs-s3", REPEATS, Metric.P99_MS, 95, 5, null);

        var findings = Analysis.of(design, runs);

        assertThat(findings.effects())
                .extracting(Effect::factor)
                .containsExactly("compute", "storage", "(together)", "(blocks)", "(noise)");
        assertThat(findings.effects().stream().mapToDouble(Effect::sharePercent).sum())
                .isCloseTo(100, within(1e-6));
        assertThat(findings.effects().getFirst().sharePercent()).isCloseTo(98, within(1.0));
        assertThat(findings.contrasts())
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.comparison().ratio())
                        .isCloseTo(one.factor().equals("compute") ? 2 : 1.1, within(0.05)));
    }

    @Test
    void noRunsAreNoFindings() {
        var findings = Analysis.of(TWO, List.of());

        assertThat(findings.cells())
                .hasSize(2)
                .allSatisfy(cell -> assertThat(cell.verdict().toString()).isEqualTo("Inconclusive"));
        assertThat(findings.comparisons()).isEmpty();
        assertThat(findings.effects()).isEmpty();
        assertThat(findings.best().why()).startsWith("Withheld: of 10 planned runs");
    }

    private static List<RunFigures> runs(double noise, Double... levels) {
        return SimulatedRuns.of(noise, levels).inBlocks(REPEATS, new Random(7));
    }

    private static List<RunFigures> changed(List<RunFigures> runs, String cell, UnaryOperator<RunFigures> change) {
        return runs.stream()
                .map(run -> run.cell().equals(cell) ? change.apply(run) : run)
                .toList();
    }

    private static RunFigures with(RunFigures run, Metric metric, double value) {
        var values = new EnumMap<Metric, Double>(run.values());
        values.put(metric, value);
        return SimulatedRuns.figures(run.cell(), run.repeat(), run.block(), values);
    }

    private static RunFigures priced(RunFigures run, List<String> leftOut) {
        return new RunFigures(
                run.run(),
                run.cell(),
                run.repeat(),
                run.block(),
                run.phase(),
                run.verdict(),
                run.validity(),
                run.reasons(),
                run.values(),
                run.requests(),
                run.coldStarts(),
                run.coldP99Ms(),
                run.requestsPerSecondPerReplica(),
                run.bottleneck(),
                new RunCost(1, "USD", "2026-09-20", List.of(), leftOut),
                run.fingerprint(),
                run.capacityNotShown(),
                run.objectives());
    }

    private static RunFigures state(RunFigures run, Phase phase, @Nullable Validity validity) {
        return new RunFigures(
                run.run(),
                run.cell(),
                run.repeat(),
                run.block(),
                phase,
                Verdict.NONE,
                validity,
                List.of("why"),
                run.values(),
                1000,
                0,
                null,
                null,
                null,
                null,
                run.fingerprint());
    }

    private static RunFigures in(RunFigures run, String fingerprint) {
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
                null,
                null,
                null,
                fingerprint);
    }

    private static RunFigures carrying60(RunFigures run) {
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
                60.0,
                null,
                null,
                run.fingerprint());
    }
}
