package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.failed;
import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus.Cell;
import dev.acme.performance.crds.PerformanceExperimentStatus.TuneStep;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Pools;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
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
        assertThat(status.path().getLast().why()).startsWith("nothing to change");
        assertThat(status.best())
                .isNotNull()
                .satisfies(best -> assertThat(best.cell()).isEqualTo("step-3"));
        assertThat(status.cells().getLast().assignments())
                .isEqualTo(Map.of("pools.threads", "100", "pools.s3Connections", "100"));
        assertThat(status.total()).isEqualTo(1 + 3 * 2 * 3).isEqualTo(status.completed());
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
                .hasSize(19);
        assertThat(bench.status().cells())
                .extracting(Cell::id, Cell::runs)
                .containsExactly(tuple("template", 4), tuple("step-1", 9), tuple("step-2", 3), tuple("step-3", 3));
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
            assertThat(step.why()).isEqualTo("nothing to change: as said");
        });
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
