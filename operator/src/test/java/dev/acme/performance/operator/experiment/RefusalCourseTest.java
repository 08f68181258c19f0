package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceExperimentStatus.Comparison;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.experiment.ExperimentApi.Unstored;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentReason;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments of which an API server, or somebody else, will not have everything. */
class RefusalCourseTest {
    @Test
    void anImpossibleBaselineThatWasAskedForIsRefusedBeforeAnythingIsCreated() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS + "baseline: {compute: ecs}"),
                RefusalCourseTest::truth,
                RefusalCourseTest::noEcs);

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.FAILED);
        assertThat(status.message()).isEqualTo("baseline: ecs-s3 cannot be measured: no ecs here");
        assertThat(bench.api().created()).isEmpty();
    }

    @Test
    void whereNoneIsAskedForTheFirstPossibleCellIsTheBaselineAndThatIsSaid() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS), RefusalCourseTest::truth, RefusalCourseTest::noEcs);

        var status = bench.toTheEnd();

        assertThat(status.message()).startsWith("lambda-s3 is the baseline, for ecs-s3 cannot be measured; ");
        assertThat(status.comparisons())
                .isNotEmpty()
                .extracting(Comparison::versus)
                .containsOnly("lambda-s3");
    }

    @Test
    void aReportThatSomebodyElsesObjectStandsInTheWayOfIsNotAdvertised() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), RefusalCourseTest::truth);
        bench.api().storesNothing(Unstored::nameConflict);

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(status.report()).isNull();
        assertThat(status.comparisons()).isNotEmpty();
        assertThat(status.message()).contains("no report: ConfigMap backends-").contains("delete or rename it");
        assertThat(status.conditions())
                .filteredOn(condition -> condition.getType().equals("Ready"))
                .extracting(condition -> condition.getReason())
                .containsExactly("NameConflict");
    }

    @Test
    void aReportThatTheApiServerRefusesIsSaidToBeMissing() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), RefusalCourseTest::truth);
        bench.api().storesNothing(_ -> new Unstored(ExperimentReason.REPORT_REFUSED, "exceeded quota", false));

        var status = bench.toTheEnd();

        assertThat(status.report()).isNull();
        assertThat(status.message()).endsWith("; no report: exceeded quota");
    }

    @Test
    void aRunThatCannotBeCreatedIsSettledAndShown() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), RefusalCourseTest::truth);
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.Issue)) {}
        var refused = bench.status().open().getFirst();
        bench.api().refuses(refused.run(), "exceeded quota: runs");

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(status.completed()).isEqualTo(11);
        assertThat(status.failed()).isEqualTo(1);
        assertThat(status.notCreated()).singleElement().satisfies(one -> {
            assertThat(one.run()).isEqualTo(refused.run());
            assertThat(one.why()).isEqualTo("exceeded quota: runs");
        });
        assertThat(status.cells())
                .filteredOn(cell -> cell.reason() != null)
                .singleElement()
                .extracting(Cell::reason)
                .asString()
                .contains("exceeded quota: runs");
        assertThat(status.message()).doesNotContain("nothing is known");
        assertThat(Objects.requireNonNull(bench.api().reports().get(status.report()))
                        .get("report.md"))
                .contains(refused.run())
                .contains("exceeded quota: runs");
    }

    /** As while somebody replaces a RoleBinding: no measurement is burnt for it, and none is counted as failed. */
    @Test
    void whatIsForbiddenForSecondsIsAskedForAgain() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), RefusalCourseTest::truth);
        bench.api().forbidsNext(3);
        bench.look();
        assertThat(bench.status().phase()).isEqualTo(ExperimentPhase.RUNNING);
        assertThat(bench.status().message())
                .isEqualTo("nothing can be planned for now, asked again: forbidden: no rights just now");
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.Issue)) {}
        bench.api().forbidsNext(5);
        bench.look();
        assertThat(bench.status().message())
                .contains(bench.status().open().getFirst().run())
                .contains("is refused for now, asked again for two minutes");
        while (bench.status().open().isEmpty() || bench.status().next() < 12) {
            if (bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns)) {}
        bench.endOldestRun();
        bench.look();
        bench.api().forbidsNext(2);

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(status.completed()).isEqualTo(12);
        assertThat(status.failed()).isZero();
        assertThat(status.report()).isNotNull();
    }

    /** Two minutes for all runs and two for the report, not with every run; the other measurements are not used up. */
    @Test
    void whatIsForbiddenForGoodEndsTheExperimentAfterMinutes() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), RefusalCourseTest::truth);
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.Issue)) {}
        bench.api().forbidsNext(Integer.MAX_VALUE);
        var begin = bench.now();

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.FAILED);
        assertThat(status.completed()).isZero();
        assertThat(status.created()).isEqualTo(1);
        assertThat(status.notCreated()).singleElement().satisfies(one -> {
            assertThat(one.why()).isEqualTo("forbidden: no rights just now");
            assertThat(one.lasting()).isTrue();
        });
        assertThat(status.message())
                .startsWith("the API server refused run ")
                .contains(" for two minutes (forbidden: no rights just now), 11 measurements were not begun");
        assertThat(reasons(status)).containsOnly("RunsRefused");
        assertThat(Duration.between(begin, bench.now())).isEqualTo(Patience.LONGEST.multipliedBy(2));
        assertThat(bench.steps())
                .filteredOn(ExperimentStep.Cool.class::isInstance)
                .hasSizeBetween(16, 60);
    }

    /** As by an admission policy that answers 403: the others are measured. */
    @Test
    void aCellThatIsForbiddenForGoodTakesNoOtherWithIt() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS),
                RefusalCourseTest::truth,
                spec -> noEcs(spec).filter(_ -> spec.storage().backend().name().equals("S3")));
        bench.api().forbidsWhatTheRulesRefuse();

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(status.completed()).isEqualTo(9);
        assertThat(status.cells())
                .filteredOn(cell -> cell.verdict() == CellVerdict.SKIPPED)
                .extracting(Cell::id)
                .containsExactly("ecs-s3");
    }

    /** What was refused and granted counts anew, an hour later and for something else. */
    @Test
    void aGrantEndsTheCount() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), RefusalCourseTest::truth);
        bench.api().forbidsNext(1);
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns)) {}
        while (Duration.between(Runs.NOW, bench.now()).compareTo(Patience.LONGEST) <= 0) {
            bench.endOldestRun();
            while (!(bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns)) {}
        }
        bench.endOldestRun();
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.Issue)) {}
        bench.api().forbidsNext(1);

        assertThat(bench.toTheEnd().failed()).isZero();
    }

    /** What was measured before is compared, and those under way end first. */
    @Test
    void whatWasMeasuredBeforeIsCompared() {
        var bench =
                new SimulatedBench(Experiments.spec(Experiments.BACKENDS + "parallelism: 2"), RefusalCourseTest::truth);
        while (bench.status().completed() < 10) {
            if (bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }
        bench.api().forbidsRuns();

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(status.completed()).isEqualTo(11);
        assertThat(status.open()).isEmpty();
        assertThat(reasons(status)).containsOnly("RunsRefused");
        assertThat(status.report()).isNotNull();
        assertThat(status.comparisons()).isNotEmpty();
    }

    /** The budget is no part of the plan. */
    @Test
    void aRefusedPlanIsMadeAgainAfterAnyEdit() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS + "maxRuns: 3"), RefusalCourseTest::truth);
        assertThat(bench.toTheEnd().message()).contains("maxRuns");
        assertThat(bench.api().created()).isEmpty();

        bench.edit("maxRuns: 100");

        assertThat(bench.toTheEnd().phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(bench.status().attempt()).isEqualTo(2);
    }

    /** Whatever is wrong with a matrix: nothing is created however often it is looked at, and the corrected one goes on by itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "factors: [{name: threads, path: pools.threads, values: [5, '05']}]",
                "exclude: [{compute: nowhere}]",
                "baseline: {compute: nowhere}",
                "factors: [{name: threads, path: pools.threads, values: [-1]}]"
            })
    void aRefusedMatrixThatIsCorrectedGoesOn(String wrong) {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS),
                RefusalCourseTest::truth,
                spec -> spec.pools().threads() < 0 ? Optional.of("pools.threads: too few") : Optional.empty());
        bench.edit(wrong);
        assertThat(bench.toTheEnd().phase()).isEqualTo(ExperimentPhase.FAILED);
        assertThat(reasons(bench.status())).containsOnly("PlanRefused");
        for (int look = 0; look < 3; look++) {
            assertThat(bench.look()).containsInstanceOf(ExperimentStep.Rest.class);
        }
        assertThat(bench.api().created()).isEmpty();

        bench.edit(Experiments.BACKENDS + "baseline: {}\nexclude: []");

        assertThat(bench.toTheEnd().phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(bench.status().completed()).isEqualTo(12);
        assertThat(bench.status().attempt()).isEqualTo(2);
    }

    /** Whoever copies a run copies its labels and owner too. */
    @Test
    void aCopyOfARunIsNotCounted() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), RefusalCourseTest::truth);
        while (bench.status().completed() < 1) {
            if (bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }
        var run = bench.run(0);
        var copy = new PerformanceRun();
        copy.setMetadata(
                new ObjectMetaBuilder(run.getMetadata()).withName("copy").build());
        copy.setSpec(run.getSpec());
        copy.setStatus(run.getStatus());
        bench.api().runs().put("copy", copy);

        assertThat(bench.toTheEnd().cells()).extracting(Cell::runs).containsOnly(3);
        var attempt = ExperimentAttempt.of(bench.api().experiment(), 1);
        assertThat(attempt.made(run)).isTrue();
        assertThat(attempt.owns(copy)).isTrue();
        assertThat(attempt.made(copy)).isFalse();
    }

    /** As an object that was written past the schema's rules. */
    @Test
    void aRunWithoutASpecHasFailed() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), RefusalCourseTest::truth);
        while (!(bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns)) {}
        Objects.requireNonNull(
                        bench.api().runs().get(bench.status().open().getFirst().run()))
                .setSpec(null);
        bench.edit("cancel: true");

        assertThat(bench.toTheEnd().phase()).isEqualTo(ExperimentPhase.CANCELLED);
    }

    private static List<String> reasons(PerformanceExperimentStatus status) {
        return status.conditions().stream().map(Condition::getReason).toList();
    }

    private static final Map<String, Double> RATES = Map.of("S3", 100.0, "RDS", 50.0);

    private static Optional<String> noEcs(PerformanceRunSpec spec) {
        return spec.compute().backend() == Compute.Backend.ECS ? Optional.of("no ecs here") : Optional.empty();
    }

    private static PerformanceRunStatus truth(PerformanceRunSpec spec, int number) {
        double noise = 1 + (number * 7 % 5 - 2) / 100.0;
        return measured(RATES.getOrDefault(spec.storage().backend().name(), 1.0) * noise);
    }
}
