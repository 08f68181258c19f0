package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceExperimentStatus.Comparison;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Storage;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.experiment.plan.Plan;
import dev.acme.performance.operator.experiment.plan.Slot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H-12: the baseline is measured twice in every block, and what it differs by from itself is believed of nothing. */
class AaCourseTest {
    private static final String GRID = Experiments.BACKENDS + Experiments.PAIRED;
    private static final String AGAIN = "ecs-s3-again";

    @Test
    void theBaselineIsMeasuredTwiceInEveryBlock() {
        var bench = new SimulatedBench(Experiments.spec(GRID), AaCourseTest::truth);

        var status = bench.toTheEnd();

        assertThat(status.total()).isEqualTo(15).isEqualTo(status.completed()).isEqualTo(status.created());
        assertThat(status.cells())
                .extracting(Cell::id)
                .containsExactly("ecs-s3", "ecs-rds", "lambda-s3", "lambda-rds", AGAIN);
        assertThat(status.cells().getLast().again()).isEqualTo("ecs-s3");
        assertThat(status.cells().getLast().runs()).isEqualTo(3);
        var slots = bench.api().runs().values().stream()
                .collect(Collectors.groupingBy(
                        run -> ExperimentAttempt.slotOf(run).orElseThrow().cell()));
        assertThat(slots.get(AGAIN))
                .extracting(run -> ExperimentAttempt.slotOf(run).orElseThrow().block())
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(slots.get(AGAIN))
                .extracting(run -> run.getSpec())
                .containsOnly(
                        Objects.requireNonNull(slots.get("ecs-s3")).getFirst().getSpec());
        var places = new Plan(bench.api().experiment().getSpec(), status)
                .slots().stream()
                        .filter(slot -> slot.cell().equals(AGAIN))
                        .map((Slot slot) -> slot.number() % 5)
                        .distinct();
        assertThat(places).as("drawn anew in every block").hasSizeGreaterThan(1);
    }

    /** Where it agrees the others are compared as ever, and neither of the two beats the other. */
    @Test
    void aPairThatAgreesIsShownAndNeverWins() {
        var bench = new SimulatedBench(
                Experiments.spec(
                        "factors: [{name: storage, path: storage.backend, values: [s3, rds]}]\n" + Experiments.PAIRED),
                AaCourseTest::truth);

        var status = bench.toTheEnd();

        var aa = Objects.requireNonNull(status.aa());
        assertThat(aa.cell()).isEqualTo("s3-again");
        assertThat(aa.versus()).isEqualTo("s3");
        assertThat(aa.ratio()).isBetween(0.95, 1.05).isBetween(aa.low(), aa.high());
        assertThat(aa.leastPercent()).isBetween(0.1, 10.0);
        assertThat(aa.doubt()).isNull();
        assertThat(Objects.requireNonNull(status.best()).cell()).isEqualTo("s3");
        assertThat(status.pareto()).containsExactly("s3");
        assertThat(status.comparisons()).extracting(Comparison::cell).containsOnly("rds");
        assertThat(report(bench, status))
                .contains("## The same cell twice (A/A)")
                .contains("A/A: The same cell does not differ significantly from itself")
                .contains("s3 once more, as s3-again, in every block");
    }

    /** One cell after the other on a machine that becomes slower: the pair has the whole experiment between its two. */
    @Test
    void aMachineThatBecomesSlowerIsCaughtAndNothingIsClaimed() {
        var bench = new SimulatedBench(
                Experiments.spec(GRID + "order: Sequential\nrepeats: 5"),
                (spec, number) -> measured(rate(spec) * (1 - 0.01 * number) * noise(number)));

        var status = bench.toTheEnd();

        assertThat(status.message()).startsWith("Withheld: the same cell against itself differs by 2");
        assertThat(status.message()).contains("the machine or the method cannot be trusted");
        assertThat(Objects.requireNonNull(status.best()).cell()).isNull();
        assertThat(status.comparisons())
                .hasSizeGreaterThan(2)
                .extracting(Comparison::significant)
                .containsOnly(false);
        assertThat(Objects.requireNonNull(status.aa()).doubt()).startsWith("the same cell against itself differs by");
        assertThat(report(bench, status)).contains("| withheld |").doesNotContain("| better |");
    }

    /** What was planned as a check and did not happen is no check. */
    @Test
    void aPairThatCannotBeComparedWithholdsToo() {
        var bench = new SimulatedBench(Experiments.spec(GRID), AaCourseTest::truth);
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.Finish)) {
            if (bench.steps().getLast() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
                bench.api().runs().values().stream()
                        .filter(run -> run.getStatus() != null)
                        .filter(run -> AGAIN.equals(
                                ExperimentAttempt.slotOf(run).orElseThrow().cell()))
                        .forEach(run -> run.setStatus(SimulatedBench.failed("evicted")));
            }
        }

        var status = bench.toTheEnd();

        assertThat(Objects.requireNonNull(status.aa()).ratio()).isNull();
        assertThat(Objects.requireNonNull(status.best()).why())
                .startsWith("Withheld: ecs-s3 and ecs-s3-again, the same cell twice, cannot be compared");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repeats: 1",
                "comparison: {confidencePercent: 95, minEffectPercent: 5, aa: false}",
            })
    void withoutAnythingToClaimOrWhereItIsNotWantedThereIsNone(String yaml) {
        var bench = new SimulatedBench(
                Experiments.spec(
                        Experiments.BACKENDS + (yaml.startsWith("comparison") ? "" : Experiments.PAIRED) + yaml),
                AaCourseTest::truth);

        assertThat(bench.toTheEnd().aa()).isNull();
        assertThat(bench.status().cells()).hasSize(4);
    }

    @Test
    void ofAnotherBaselineItIsThatOne() {
        var bench = new SimulatedBench(
                Experiments.spec(GRID),
                AaCourseTest::truth,
                spec -> spec.compute().backend() == Compute.Backend.ECS ? Optional.of("no ecs") : Optional.empty());

        var status = bench.toTheEnd();

        assertThat(status.cells().getLast().id()).isEqualTo("lambda-s3-again");
        assertThat(status.cells())
                .filteredOn(cell -> cell.verdict() == CellVerdict.SKIPPED)
                .hasSize(2);
        assertThat(status.total()).isEqualTo(9);
    }

    /** A status leaves values out for its size; the second of the pair has no combination of its own to take them from. */
    @Test
    void itsValuesAreTheBaselinesEvenWhereStatusHasLeftThemOut() {
        var spec = Experiments.spec(GRID + "baseline: {compute: lambda, storage: rds}");
        var bench = new SimulatedBench(spec, AaCourseTest::truth);
        var status = bench.toTheEnd();
        Function<PerformanceExperimentStatus, Object> values = one -> new Plan(spec, one).values("lambda-rds-again");

        var bare = status.withCells(
                status.cells().stream().map(cell -> cell.withAssignments(null)).toList());

        assertThat(values.apply(bare)).isEqualTo(values.apply(status)).isNotEqualTo(Map.of());
    }

    /** Nothing is claimed of a walk that kept nothing. */
    @Test
    void aTuneThatKeptNothingHasNone() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune\n" + Experiments.PAIRED), (_, number) -> measured(100 + number % 3));

        assertThat(bench.toTheEnd().aa()).isNull();
        assertThat(bench.status().cells()).extracting(Cell::id).isEqualTo(List.of("template"));
    }

    /** One step of two cells and three repeats, then three cells: 1 + 6 + 9. */
    @Test
    void theRunsThatConfirmAWalkHaveThePair() {
        var bench = walk("");

        var status = bench.toTheEnd();

        assertThat(status.total()).isEqualTo(16).isEqualTo(status.completed());
        assertThat(bench.api().runs().values().stream()
                        .map(run -> ExperimentAttempt.slotOf(run).orElseThrow())
                        .filter(slot -> slot.block() >= 4)
                        .collect(
                                Collectors.groupingBy(Slot::block, Collectors.mapping(Slot::cell, Collectors.toSet()))))
                .isEqualTo(Map.of(
                        4, Set.of("template", "step-1", "template-again"),
                        5, Set.of("template", "step-1", "template-again"),
                        6, Set.of("template", "step-1", "template-again")));
        var aa = Objects.requireNonNull(status.aa());
        assertThat(aa.cell()).isEqualTo("template-again");
        assertThat(aa.versus()).isEqualTo("template");
        assertThat(aa.ratio()).isBetween(0.95, 1.05);
        assertThat(aa.doubt()).isNull();
        assertThat(Objects.requireNonNull(status.confirmation()).better()).isTrue();
        assertThat(Objects.requireNonNull(status.best()).cell()).isEqualTo("step-1");
        assertThat(report(bench, status))
                .contains(
                        "template once more, as template-again, in every block of the runs that confirm the whole walk")
                .contains("## The same cell twice (A/A)")
                .contains("| template-again | 3/3 |");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.3, 0})
    void aWalkWhoseTemplateDiffersFromItselfOrCannotBeComparedIsNotConfirmed(double factor) {
        var bench = walk("");
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.Finish)) {
            if (bench.steps().getLast() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
                bench.api().runs().values().stream()
                        .filter(run -> run.getStatus() != null)
                        .filter(run -> ExperimentAttempt.slotOf(run)
                                .orElseThrow()
                                .cell()
                                .endsWith("-again"))
                        .forEach(run -> run.setStatus(
                                factor == 0
                                        ? SimulatedBench.failed("evicted")
                                        : measured(100
                                                * factor
                                                * noise(run.getMetadata()
                                                                .getName()
                                                                .hashCode()
                                                        & 7))));
            }
        }

        var status = bench.toTheEnd();

        assertThat(Objects.requireNonNull(status.confirmation()).better()).isNull();
        assertThat(Objects.requireNonNull(status.aa()).doubt()).isNotNull();
        assertThat(Objects.requireNonNull(status.best()).cell()).isNull();
        assertThat(status.best().why()).startsWith("Withheld: ").contains("the same cell");
        assertThat(status.recommendations().getFirst().text()).isEqualTo("Do not choose by these numbers");
        assertThat(status.comparisons()).extracting(Comparison::significant).containsOnly(false);
    }

    /** 7 runs are spent when the walk ends: nine are needed, not six. */
    @ParameterizedTest
    @CsvSource({"16, 16, ''", "15, 7, 'of the budget of 15 runs (spec.maxRuns) 8 are left, 9 are needed'"})
    void thePairOfAWalkIsPaidFromTheBudget(int most, int created, String why) {
        var status = walk("maxRuns: " + most).toTheEnd();

        assertThat(status.created()).isEqualTo(created);
        assertThat(Objects.requireNonNull(status.confirmation()).planned()).isEqualTo(why.isEmpty());
        assertThat(status.confirmation().why()).contains(why);
        assertThat(status.cells())
                .extracting(Cell::again)
                .filteredOn(Objects::nonNull)
                .hasSize(why.isEmpty() ? 1 : 0);
    }

    /** What cannot be compared at all, for nothing of it succeeds, needs no pair: what succeeds decides. */
    @Test
    void aTemplateThatServesNobodyIsLeftWhateverItsPairSays() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune\n" + Experiments.PAIRED, "pools: {threads: 1}"),
                (spec, number) -> spec.pools().threads() == 1
                        ? SimulatedBench.timedOut(0, "threads", "pools.threads", "10")
                        : measured(900 + number, "none", Optional.empty(), ""));

        var status = bench.toTheEnd();

        assertThat(Objects.requireNonNull(status.confirmation()).better()).isTrue();
        assertThat(Objects.requireNonNull(status.best()).cell()).isEqualTo("step-1");
        assertThat(status.aa()).isNull();
    }

    /** 100 requests/s with one thread and 200 with ten, which is advised; then nothing is. */
    private static SimulatedBench walk(String yaml) {
        return new SimulatedBench(
                Experiments.spec("strategy: Tune\n" + Experiments.PAIRED + yaml, "pools: {threads: 1}"),
                (spec, number) -> spec.pools().threads() == 1
                        ? measured(100 * noise(number), "threads", Optional.of("pools.threads"), "10")
                        : measured(200 * noise(number), "none", Optional.empty(), ""));
    }

    private static String report(SimulatedBench bench, PerformanceExperimentStatus status) {
        return Objects.requireNonNull(
                Objects.requireNonNull(bench.api().reports().get(status.report()))
                        .get("report.md"));
    }

    private static PerformanceRunStatus truth(PerformanceRunSpec spec, int number) {
        return measured(rate(spec) * noise(number));
    }

    private static double rate(PerformanceRunSpec spec) {
        return spec.storage().backend() == Storage.Backend.S3 ? 100 : 50;
    }

    private static double noise(int number) {
        return 1 + (number * 7 % 5 - 2) / 200.0;
    }
}
