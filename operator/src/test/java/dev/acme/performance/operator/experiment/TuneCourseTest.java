package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.failed;
import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Confirmation;
import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.Comparison;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Pools;
import dev.acme.performance.crds.TuneStep;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.experiment.plan.Slot;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Walks from a broken start to a better one, on systems whose bottleneck is known. */
class TuneCourseTest {
    private static final String BROKEN = "pools: {threads: 1, s3Connections: 10}";

    /**
     * Seed 000's case: threads 1 and 10 connections to S3 for 100 clients. A hundred threads alone only move the queue from
     * the threads to the ten connections: both have to grow.
     */
    @Test
    void theBrokenStartIsWalkedToTheFixedOneWithoutAHint() {
        var bench = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::pooled);

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(status.path())
                .extracting(TuneStep::from, TuneStep::field, TuneStep::value, TuneStep::kept)
                .containsExactly(
                        tuple("template", "pools.threads", "10", true),
                        tuple("step-1", "pools.threads", "100", false),
                        tuple("step-1", "pools.s3Connections, pools.threads", "100, 100", true),
                        tuple("step-3", null, null, null));
        assertThat(status.path().get(2).changes()).isEqualTo("pools.s3Connections: 100, pools.threads: 100");
        assertThat(status.path().getLast().why()).startsWith("no change of the system is advised: ");
        assertThat(status.best())
                .isNotNull()
                .satisfies(best -> assertThat(best.cell()).isEqualTo("step-3"));
        assertThat(status.cells().getLast().assignments())
                .isEqualTo(Map.of("pools.threads", "100", "pools.s3Connections", "100"));
        assertThat(status.total()).isEqualTo(1 + 4 * 2 * 3).isEqualTo(status.completed());
    }

    /** A quota that is full for a moment is no end of a walk: at every step the next one is asked for again. */
    @Test
    void whatIsForbiddenForSecondsEndsNoWalk() {
        var bench = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::pooled);
        bench.look();
        while (bench.status().completed() < 1) {
            if (bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }
        bench.api().forbidsNext(2);
        bench.look();
        assertThat(bench.status().message()).startsWith("the next step of the walk is refused for now");
        assertThat(bench.status().path()).isEmpty();

        var status = bench.toTheEnd();

        assertThat(status.path().getLast().why()).startsWith("no change of the system is advised: ");
        assertThat(Objects.requireNonNull(status.best()).cell()).isEqualTo("step-3");
    }

    /** By truth 1 thread carries 10 requests/s and a hundred with as many connections 1,000. */
    @Test
    void theWholeWalkIsMeasuredAnewAtItsEnd() {
        var bench = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::pooled);

        var status = bench.toTheEnd();

        var whole = Objects.requireNonNull(status.confirmation());
        assertThat(whole)
                .extracting(Confirmation::from, Confirmation::to, Confirmation::planned, Confirmation::better)
                .containsExactly("template", "step-3", true, true);
        assertThat(whole.why())
                .matches("from (10\\.?\\d*|9\\.9\\d) to 100\\d requests/s, ratio 1\\d\\d\\.\\d \\(.*\\), n = 3, p .*");
        assertThat(status.comparisons())
                .first()
                .satisfies(one -> assertThat(one.ratio()).isCloseTo(100, withinPercentage(3)))
                .extracting(Comparison::cell, Comparison::versus, Comparison::metric, Comparison::significant)
                .containsExactly("step-3", "template", "requestsPerSecond", true);
        assertThat(Objects.requireNonNull(status.best()).why())
                .containsPattern("^From (10|9\\.9)")
                .endsWith(
                        "step-3 (pools.s3Connections: 100, pools.threads: 100) against the template, both measured anew after"
                                + " the walk");
        assertThat(bench.api().runs().values().stream()
                        .map(run -> ExperimentAttempt.slotOf(run).orElseThrow())
                        .filter(slot -> slot.number() >= 19))
                .hasSize(6)
                .allSatisfy(slot -> assertThat(slot.block()).isBetween(10, 12))
                .extracting(Slot::cell)
                .containsOnly("template", "step-3");
    }

    @Test
    void theReportLeadsWithWhatTheWalkBrought() {
        var bench = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::pooled);

        String report = report(bench.toTheEnd(), bench);

        assertThat(report.substring(report.indexOf("## Summary"))
                        .lines()
                        .filter(line -> !line.isBlank())
                        .skip(1)
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .containsPattern("^step-3\\. From (10|9\\.9)")
                        .containsPattern(
                                "to 100\\d requests/s, ratio 1\\d\\d\\.\\d \\([0-9.]+ to [0-9.]+\\), n = 3, p "));
        assertThat(report)
                .as("runs that count of those that were planned")
                .contains("| template | 7/7 |", "| step-1 | 9/9 |", "| step-2 | 3/3 |", "| **step-3** | **6/6** |")
                .contains("Nothing: every planned run happened, is valid, and was compared.")
                .contains("Not to be compared with one another: a walk measures its cells at different times.")
                .contains("By the runs alone that measured both ends of the walk anew")
                .doesNotContain("Not compared");
    }

    /** What looked better in its step by luck is not better in runs of its own. */
    @Test
    void aWalkThatItsEndDoesNotConfirmHasNoWinner() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune", BROKEN),
                (spec, number) ->
                        number < 7 ? pooled(spec, number) : measured(100 + number % 3, "none", Optional.empty(), ""));

        var status = bench.toTheEnd();

        assertThat(status.path()).extracting(TuneStep::kept).containsExactly(true, false, null);
        assertThat(Objects.requireNonNull(status.confirmation()).better()).isFalse();
        assertThat(status.best()).satisfies(best -> {
            assertThat(Objects.requireNonNull(best).cell()).isNull();
            assertThat(best.why()).startsWith("Not confirmed: from 10");
        });
        assertThat(status.recommendations().getFirst().text())
                .isEqualTo("Repeat with more spec.repeats before you set pools.threads: 10");
    }

    @Test
    void aWalkThatKeptNothingHasNothingToConfirm() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune", BROKEN),
                (spec, number) -> measured(100 + number % 3, "threads", Optional.of("pools.threads"), "50"));

        assertThat(bench.toTheEnd().confirmation()).isNull();
    }

    @Test
    void aConfirmationThatTheBudgetDoesNotReachForIsNotBegunAndSaidSo() {
        var bench = new SimulatedBench(Experiments.spec("strategy: Tune\nmaxRuns: 24", BROKEN), TuneCourseTest::pooled);

        var status = bench.toTheEnd();

        String why = "not measured: of the budget of 24 runs (spec.maxRuns) 5 are left, 6 are needed";
        assertThat(status.confirmation()).isEqualTo(new Confirmation("template", "step-3", false, null, why));
        assertThat(status.created()).isEqualTo(status.total()).isEqualTo(19);
        assertThat(status.conditions())
                .filteredOn(condition -> condition.getType().equals("Ready"))
                .extracting(Condition::getReason)
                .containsExactly("BudgetUsedUp");
        assertThat(status.message()).contains(why);
        assertThat(Objects.requireNonNull(status.best()).cell()).isEqualTo("step-3");
        assertThat(report(status, bench)).contains("2 changes kept", why);
    }

    /** Of the template's runs one is left, and there is no budget to replace the others. */
    @Test
    void aConfirmationThatIsCutShortTellsNothing() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune\nmaxRuns: 25", BROKEN),
                (spec, number) -> number == 20 || number == 22 ? failed("evicted") : pooled(spec, number));

        var status = bench.toTheEnd();

        assertThat(status.created()).isEqualTo(25);
        assertThat(Objects.requireNonNull(status.confirmation()).better()).isNull();
        assertThat(status.message())
                .endsWith(
                        "1 of 2 cells can be compared: template not, one run that counts has no interval; 2 are needed, 5 are good");
        assertThat(Objects.requireNonNull(status.best()).cell()).isEqualTo("step-3");
        assertThat(status.best().why()).startsWith("2 changes kept, the last: from ");
    }

    /** Each step measures both of its cells anew, in blocks. */
    @Test
    void aStepComparesWithinItself() {
        var bench = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::pooled);

        bench.toTheEnd();

        assertThat(bench.steps())
                .filteredOn(ExperimentStep.Issue.class::isInstance)
                .extracting(step -> ((ExperimentStep.Issue) step).slot().cell())
                .startsWith("template")
                .hasSize(25);
        assertThat(bench.status().cells())
                .extracting(Cell::id, Cell::runs)
                .containsExactly(tuple("template", 7), tuple("step-1", 9), tuple("step-2", 3), tuple("step-3", 6));
    }

    @Test
    void aChangeThatIsNotSignificantlyBetterIsDroppedAndEndsTheWalk() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune", BROKEN),
                (spec, number) -> measured(100 + number % 3, "threads", Optional.of("pools.threads"), "50"));

        var status = bench.toTheEnd();

        assertThat(status.path())
                .extracting(TuneStep::to, TuneStep::kept)
                .containsExactly(tuple("step-1", false), tuple(null, null));
        assertThat(status.path().getLast().from()).isEqualTo("template");
        assertThat(status.completed()).isEqualTo(7);
    }

    /** Seed 000 at its worst: at one thread nothing comes back before its time-out, at ten a part does. */
    @Test
    void aStartWhereNothingSucceedsIsLeft() {
        var bench = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::timingOut);

        var status = bench.toTheEnd();

        assertThat(status.path())
                .extracting(TuneStep::from, TuneStep::value, TuneStep::kept)
                .containsExactly(
                        tuple("template", "10", true), tuple("step-1", "100", true), tuple("step-2", null, null));
        assertThat(status.path().getFirst().why()).startsWith("more succeeds: 4");
        assertThat(status.path().get(1).why()).startsWith("more succeeds: 100.00 to 100.00 %");
        assertThat(Objects.requireNonNull(status.best()).cell()).isEqualTo("step-2");
    }

    @Test
    void aStepThatLostARepeatIsJudgedAllTheSame() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune\nrepeats: 5", BROKEN),
                (spec, number) -> number == 3 || number == 4 ? failed("evicted") : pooled(spec, number));

        var first = bench.toTheEnd().path().getFirst();

        assertThat(bench.status().failed()).isEqualTo(2);
        assertThat(bench.status().completed())
                .as("both, so the repeat is lost")
                .isEqualTo(bench.status().total() - 1);
        assertThat(first.why()).doesNotContain("nothing is known");
        assertThat(first.kept()).isTrue();
    }

    @Test
    void adviceAboutTheLoadIsNotFollowed() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune", BROKEN),
                (_, _) -> measured(100, "client", Optional.of("load.pods"), "2"));

        assertThat(bench.toTheEnd().path()).singleElement().satisfies(step -> {
            assertThat(step.to()).isNull();
            assertThat(step.bottleneck()).isEqualTo("client");
            assertThat(step.why()).isEqualTo("no change of the system is advised: as said");
        });
        assertThat(Objects.requireNonNull(bench.status().best()).why())
                .isEqualTo("Nothing was tried: no change of the system is advised: as said");
    }

    /** What there is to say of the change that was tried last is not true of the best. */
    @Test
    void aWalkThatEndsOnAChangeThatDidNotHelpNamesIt() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune", BROKEN),
                (spec, number) -> spec.pools().threads() == 50
                        ? measured(100 + number % 3, "storage", Optional.empty(), "")
                        : measured(100 + number % 3, "threads", Optional.of("pools.threads"), "50"));

        assertThat(bench.toTheEnd().path().getLast().why())
                .isEqualTo(
                        "pools.threads: 50 is not shown to be better, and with it no change of the system is advised: as said");
    }

    @Test
    void aStepThatTheBudgetDoesNotReachForIsNotBegun() {
        var bench = new SimulatedBench(Experiments.spec("strategy: Tune\nmaxRuns: 12", BROKEN), TuneCourseTest::pooled);

        var status = bench.toTheEnd();

        assertThat(status.created()).isEqualTo(7);
        assertThat(status.path().getLast().why())
                .isEqualTo("pools.threads: 100 is advised, but the budget of 12 runs (spec.maxRuns) is used up");
    }

    @Test
    void adviceThatTheApiServerRefusesEndsTheWalkWithItsReason() {
        var bench = new SimulatedBench(
                Experiments.spec("strategy: Tune", BROKEN),
                TuneCourseTest::pooled,
                spec -> spec.pools().threads() > 10 ? Optional.of("spec.pools.threads: too many") : Optional.empty());

        assertThat(bench.toTheEnd().path().getLast().why())
                .isEqualTo("pools.threads: 100 is advised, but cannot be: spec.pools.threads: too many");
    }

    @Test
    void anOperatorThatDiesOverADecisionMakesTheSameAgain() {
        var reference = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::pooled);
        var expected = reference.toTheEnd();
        var bench = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::pooled);
        for (int deaths = 0; deaths < 400 && !bench.status().equals(expected); deaths++) {
            bench.api().dieAtNextStatus();
            var _ = bench.look();
            if (bench.look().orElse(new ExperimentStep.Rest()) instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }

        assertThat(bench.toTheEnd().path()).isEqualTo(expected.path());
        assertThat(bench.api().created()).isEqualTo(reference.api().created());
    }

    /** Between any effect and its status, from the plan to the report; the last stage among them. */
    @Test
    void anOperatorThatDiesAnywhereWalksTheSameWay() {
        var reference = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::pooled);
        var expected = reference.toTheEnd();

        for (int death = 0; death < reference.steps().size(); death++) {
            var bench = new SimulatedBench(Experiments.spec("strategy: Tune", BROKEN), TuneCourseTest::pooled);
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
            assertThat(timeless(status)).as("killed at %d", death).isEqualTo(timeless(expected));
        }
    }

    private static PerformanceExperimentStatus timeless(PerformanceExperimentStatus status) {
        return status.withStartedAt(null)
                .withCompletedAt(null)
                .withLastRunEndedAt(null)
                .withConditions(List.of());
    }

    private static String report(PerformanceExperimentStatus status, SimulatedBench bench) {
        var files = Objects.requireNonNull(bench.api().reports().get(status.report()));
        return Objects.requireNonNull(files.get("report.md"));
    }

    private static PerformanceRunStatus timingOut(PerformanceRunSpec spec, int number) {
        int threads = spec.pools().threads();
        if (threads >= 100) {
            return measured(900 + number, "none", Optional.empty(), "");
        }
        double success = threads < 10 ? 0 : 40 + number % 3;
        return SimulatedBench.timedOut(success, "threads", "pools.threads", "" + 10 * threads);
    }

    /**
     * 100 clients, each a tenth of a second in the storage: as many at once as there are threads and connections. What waits
     * is named as the operator's diagnosis names it, and advised as it advises: ten times as much, at most one for each client.
     */
    private static PerformanceRunStatus pooled(PerformanceRunSpec spec, int number) {
        Pools pools = spec.pools();
        double noise = 1 + (number * 7 % 5 - 2) / 200.0;
        double rate = Math.min(pools.threads(), pools.s3Connections()) * 10 * noise;
        if (pools.s3Connections() < Math.min(pools.threads(), spec.clients())) {
            return measured(
                    rate,
                    "s3-connections",
                    Optional.of("pools.s3Connections"),
                    "" + Math.min(100, 10 * pools.s3Connections()));
        }
        return pools.threads() < spec.clients()
                ? measured(rate, "threads", Optional.of("pools.threads"), "" + Math.min(100, 10 * pools.threads()))
                : measured(rate, "none", Optional.empty(), "");
    }
}
