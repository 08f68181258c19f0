package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.failed;
import static dev.acme.performance.operator.experiment.SimulatedBench.invalid;
import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceExperimentStatus.Comparison;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Storage;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole experiments, from the plan to the end, with what may happen on the way. */
class ExperimentCourseTest {
    private static final int RUNS = 12;

    @Test
    void everyCellIsMeasuredInEveryBlock() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), ExperimentCourseTest::truth);

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(status.total()).isEqualTo(RUNS);
        assertThat(status.completed()).isEqualTo(RUNS);
        assertThat(status.failed() + status.invalid()).isZero();
        assertThat(status.observedGeneration()).isEqualTo(1);
        assertThat(status.cells()).extracting(Cell::runs).containsExactly(3, 3, 3, 3);
        assertThat(bench.api().runs().values())
                .allSatisfy(run -> assertThat(run.getMetadata().getName())
                        .hasSizeLessThanOrEqualTo(40)
                        .matches("[a-z][-a-z0-9]*"));
        assertThat(bench.api().runs().values().stream()
                        .map(run -> ExperimentAttempt.slotOf(run).orElseThrow())
                        .collect(Collectors.groupingBy(slot -> slot.block() + slot.cell())))
                .hasSize(RUNS);
    }

    /** By truth s3 is twice as fast as rds, and the compute makes no difference. */
    @Test
    void whatWasMeasuredIsComparedAndReported() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), ExperimentCourseTest::truth);

        var status = bench.toTheEnd();

        assertThat(status.cells()).allSatisfy(cell -> {
            var rate = Objects.requireNonNull(cell.requestsPerSecond());
            assertThat(rate.mean()).isBetween(rate.low(), rate.high());
            assertThat(rate.mean()).isCloseTo(cell.id().endsWith("s3") ? 100 : 50, withinPercentage(3));
            assertThat(cell.verdict()).isEqualTo(CellVerdict.NONE);
        });
        assertThat(status.comparisons())
                .filteredOn(comparison -> comparison.metric().equals("requestsPerSecond"))
                .extracting(Comparison::cell, Comparison::versus, Comparison::significant)
                .containsExactlyInAnyOrder(
                        tuple("ecs-rds", "ecs-s3", true),
                        tuple("lambda-s3", "ecs-s3", false),
                        tuple("lambda-rds", "ecs-s3", true));
        assertThat(Objects.requireNonNull(status.best()).cell()).isNull();
        assertThat(status.message()).startsWith("No significant winner");
        assertThat(status.effects())
                .filteredOn(effect -> effect.factor().equals("storage"))
                .singleElement()
                .satisfies(effect -> assertThat(effect.sharePercent()).isGreaterThan(95));
        assertThat(bench.api().reports().get(status.report()))
                .containsOnlyKeys("report.md", "report.html", "report.json");
    }

    /** Between any effect and its status: the next operator finds what was made, and makes nothing twice. */
    @Test
    void anOperatorThatDiesAnywhereLosesNothing() {
        var reference =
                new SimulatedBench(Experiments.spec(Experiments.BACKENDS), ExperimentCourseTest::sometimesFailing);
        var expected = reference.toTheEnd();

        for (int death = 0; death < reference.steps().size(); death++) {
            var bench =
                    new SimulatedBench(Experiments.spec(Experiments.BACKENDS), ExperimentCourseTest::sometimesFailing);
            for (int step = 0; step < death; step++) {
                if (bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns) {
                    bench.endOldestRun();
                }
            }
            bench.api().dieAtNextStatus();
            var status = bench.toTheEnd();

            assertThat(bench.api().created())
                    .as("killed at %d", death)
                    .isEqualTo(reference.api().created());
            assertThat(status.withStartedAt(null).withCompletedAt(null).withConditions(List.of()))
                    .isEqualTo(
                            expected.withStartedAt(null).withCompletedAt(null).withConditions(List.of()));
        }
    }

    @Test
    void aRunThatFailsOrIsInvalidIsReplacedOnce() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), (spec, number) -> switch (number) {
            case 0, 1 -> failed("out of memory");
            case 3 -> invalid("TargetChanged: restarted");
            default -> truth(spec, number);
        });

        var status = bench.toTheEnd();

        assertThat(status.failed()).isEqualTo(2);
        assertThat(status.invalid()).isEqualTo(1);
        assertThat(status.completed()).as("the first measurement failed twice").isEqualTo(RUNS - 1);
        assertThat(status.created()).isEqualTo(RUNS + 2);
        assertThat(bench.api().created().get(1)).isEqualTo(bench.api().created().getFirst() + "b");
        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
    }

    @Test
    void anExperimentThatMeasuresNothingHasFailed() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), (_, _) -> failed("no image"));

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.FAILED);
        assertThat(status.completed()).isZero();
        assertThat(status.failed()).isEqualTo(2 * RUNS);
        assertThat(bench.api().reports().get(status.report()))
                .as("a report shows failures too")
                .hasEntrySatisfying("report.md", text -> assertThat(text).contains("no image"));
    }

    @Test
    void anImpossibleCellIsListedWithItsReasonAndNeverRun() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS + "exclude: [{compute: lambda, storage: s3}]"),
                ExperimentCourseTest::truth,
                spec -> spec.compute().backend() == Compute.Backend.LAMBDA
                        ? Optional.of("spec.compute.backend: not today")
                        : Optional.empty());

        var status = bench.toTheEnd();

        assertThat(status.cells())
                .extracting(Cell::id, Cell::verdict, Cell::reason)
                .containsExactly(
                        tuple("ecs-s3", CellVerdict.NONE, null),
                        tuple("ecs-rds", CellVerdict.NONE, null),
                        tuple("lambda-rds", CellVerdict.SKIPPED, "spec.compute.backend: not today"));
        assertThat(status.total()).isEqualTo(6);
        assertThat(bench.api().runs().values())
                .hasSize(6)
                .noneMatch(run -> run.getSpec().compute().backend() == Compute.Backend.LAMBDA);
    }

    /** By what a run of it would be told. */
    @Test
    void whatTheInstallationObjectsToIsImpossible() {
        var status = new SimulatedBench(
                        Experiments.spec(
                                "factors: [{name: target, path: compute.target, values: [inference, nowhere]}]",
                                "compute: {backend: external, target: inference}"),
                        ExperimentCourseTest::truth)
                .toTheEnd();

        assertThat(status.cells())
                .filteredOn(cell -> cell.verdict() == CellVerdict.SKIPPED)
                .extracting(Cell::id)
                .containsExactly("nowhere");
        assertThat(status.completed()).isEqualTo(3);
    }

    @Test
    void whereNoCellIsPossibleNothingIsCreated() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS), ExperimentCourseTest::truth, _ -> Optional.of("no"));

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.FAILED);
        assertThat(status.message()).isEqualTo("no cell can be measured: no");
        assertThat(bench.api().created()).isEmpty();
        assertThat(status.conditions())
                .filteredOn(condition -> condition.getType().equals("Stalled"))
                .extracting(condition -> condition.getStatus() + " " + condition.getReason())
                .containsExactly("True PlanRefused");
    }

    /** And from nothing else: a replacement leaves every measurement of the plan its place, and the verdict stands. */
    @ParameterizedTest
    @CsvSource({"12, 0, 10, 12", "13, 1, 11, 13", "14, 2, 12, 14", "40, 2, 12, 14"})
    void replacementsAreTakenFromTheBudget(int maxRuns, int replaced, int completed, int created) {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS + "maxRuns: " + maxRuns),
                (spec, number) -> number == 0 || number == 5 ? failed("once") : truth(spec, number));

        var status = bench.toTheEnd();

        assertThat(status.failed()).isEqualTo(2);
        assertThat(status.created()).isEqualTo(created).isEqualTo(12 + replaced);
        assertThat(status.completed()).isEqualTo(completed);
        assertThat(status.message()).doesNotContain("the budget");
        assertThat(Objects.requireNonNull(status.best()).why()).doesNotContain("Withheld");
    }

    /** Also where the plan is through: the last of twelve fails, and the budget was twelve. */
    @Test
    void nothingIsReplacedBeyondTheBudget() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS + "maxRuns: 12"),
                (spec, number) -> number == 11 ? failed("once") : truth(spec, number));

        var status = bench.toTheEnd();

        assertThat(status.created())
                .isEqualTo(12)
                .isEqualTo(bench.api().created().size());
        assertThat(status.failed()).isEqualTo(1);
        assertThat(status.completed()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16})
    void noMoreRunsThanAllowedAreUnderWay(int parallelism) {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS + "parallelism: " + parallelism), ExperimentCourseTest::truth);
        int most = 0;
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.Finish)) {
            most = Math.max(most, bench.status().open().size());
            if (bench.steps().getLast() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }

        assertThat(most).isEqualTo(Math.min(parallelism, RUNS));
        assertThat(bench.status().completed()).isEqualTo(RUNS);
    }

    @Test
    void everyRunButTheFirstWaitsForTheMachineToCoolDown() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS + "cooldownSeconds: 90"), ExperimentCourseTest::truth);

        bench.toTheEnd();

        assertThat(bench.steps())
                .filteredOn(ExperimentStep.Cool.class::isInstance)
                .hasSize(RUNS - 1);
    }

    /** A run takes a minute: whoever ends less than two and a half after the run before has not waited. Those that replace wait, too. */
    @Test
    void whatReplacesARunWaitsForTheMachineToCoolDown() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS + "cooldownSeconds: 90"),
                (spec, number) -> number == 0 || number == 5 ? failed("once") : truth(spec, number));

        bench.toTheEnd();

        var ends = IntStream.range(0, bench.api().created().size())
                .mapToObj(number -> Objects.requireNonNull(
                        Objects.requireNonNull(bench.run(number).getStatus()).completedAt()))
                .map(Instant::parse)
                .toList();
        assertThat(ends).hasSize(RUNS + 2);
        assertThat(IntStream.range(1, ends.size()).mapToObj(i -> Duration.between(ends.get(i - 1), ends.get(i))))
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(150)) >= 0);
    }

    @Test
    void aCancelEndsWhatIsUnderWayAndKeepsWhatWasMeasured() {
        var bench = afterRuns(3, "parallelism: 2");
        int created = bench.api().created().size();
        bench.edit("cancel: true");

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.CANCELLED);
        assertThat(status.completed()).isEqualTo(3);
        assertThat(status.open()).isEmpty();
        assertThat(bench.api().created()).hasSize(created);
        assertThat(status.observedGeneration()).isEqualTo(2);
    }

    @Test
    void aSuspendedExperimentStartsNothingAndGoesOnWhereItWas() {
        var bench = afterRuns(3, "");
        bench.edit("suspend: true");
        var suspended = bench.toTheEnd();
        assertThat(suspended.phase()).isEqualTo(ExperimentPhase.SUSPENDED);
        assertThat(bench.api().created()).as("the fourth was under way").hasSizeLessThanOrEqualTo(4);

        bench.edit("suspend: false");
        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(status.completed()).isEqualTo(RUNS);
        assertThat(bench.api().created()).hasSize(RUNS);
    }

    @Test
    void aRerunIsAnotherAttemptWithRunsOfItsOwn() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), ExperimentCourseTest::truth);
        bench.toTheEnd();
        bench.edit("rerun: again");

        var status = bench.toTheEnd();

        assertThat(status.attempt()).isEqualTo(2);
        assertThat(status.completed()).isEqualTo(RUNS);
        assertThat(bench.api().created()).hasSize(2 * RUNS).doesNotHaveDuplicates();
    }

    @Test
    void anEditAfterTheEndStartsAnotherAttemptOnlyWhereItChangesWhatIsCompared() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), ExperimentCourseTest::truth);
        bench.toTheEnd();
        bench.edit("parallelism: 2");
        assertThat(bench.toTheEnd().attempt()).isEqualTo(1);
        assertThat(bench.status().observedGeneration()).isEqualTo(2);

        bench.edit("repeats: 1");

        assertThat(bench.toTheEnd().attempt()).isEqualTo(2);
        assertThat(bench.status().total()).isEqualTo(4);
    }

    @Test
    void aRunThatSomebodyDeletesIsCreatedAgain() {
        var bench = afterRuns(3, "");
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns)) {}
        bench.api().runs().remove(bench.status().open().getFirst().run());

        assertThat(bench.toTheEnd().completed()).isEqualTo(RUNS);
    }

    /** Part 7: what an event costs is bounded by parallelism and repeats, and the runs are listed once, at the end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theWorkOfAnEventDoesNotGrowWithTheRunsThatHaveEnded(int repeats) {
        var bench = new SimulatedBench(Experiments.spec("""
                repeats: %d
                maxRuns: 1280
                factors:
                - {name: threads, path: pools.threads, values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]}
                - {name: connections, path: pools.s3Connections, values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]}
                """.formatted(repeats)), ExperimentCourseTest::truth);
        int most = 0;
        int before = 0;
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.Finish)) {
            assertThat(bench.api().lists()).isZero();
            most = Math.max(most, bench.api().reads() - before);
            before = bench.api().reads();
            if (bench.steps().getLast() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }

        assertThat(bench.status().completed()).isEqualTo(256 * repeats);
        assertThat(most).isLessThanOrEqualTo(1 + repeats);
        assertThat(bench.api().lists()).isEqualTo(1);
    }

    private static SimulatedBench afterRuns(int ended, String yaml) {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS + yaml), ExperimentCourseTest::truth);
        while (bench.status().completed() < ended) {
            if (bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }
        return bench;
    }

    private static final Map<Storage.Backend, Double> RATES =
            Map.of(Storage.Backend.S3, 100.0, Storage.Backend.RDS, 50.0);

    private static PerformanceRunStatus truth(PerformanceRunSpec spec, int number) {
        double noise = 1 + (number * 7 % 5 - 2) / 100.0;
        return measured(RATES.getOrDefault(spec.storage().backend(), 1.0) * noise);
    }

    private static PerformanceRunStatus sometimesFailing(PerformanceRunSpec spec, int number) {
        return number % 5 == 2 ? failed("now and then") : truth(spec, number);
    }
}
