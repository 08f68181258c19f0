package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.TuneStep;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A walk that somebody stops, holds up, repeats, or whose budget or operator ends in its middle. */
class TuneSteeringTest {
    private static final String BROKEN = "pools: {threads: 1, s3Connections: 10}";
    /** In the second step: the first one was kept. */
    private static final int MIDDLE = 9;

    @Test
    void aWalkThatIsCancelledKeepsItsStepsAndClaimsNothingOfTheWhole() {
        var bench = middle("");
        int created = bench.api().created().size();
        bench.edit("cancel: true");

        var status = bench.toTheEnd();

        assertThat(status.phase()).isEqualTo(ExperimentPhase.CANCELLED);
        assertThat(status.open()).isEmpty();
        assertThat(bench.api().created()).hasSize(created);
        assertThat(status.path()).extracting(TuneStep::kept).containsExactly(true, null);
        assertThat(status.confirmation()).isNull();
        assertThat(Objects.requireNonNull(status.best()).why())
                .startsWith("1 change kept, the last: from ")
                .endsWith("; the walk did not come to its end, so what they brought together is not known");
        assertThat(report(bench, status)).contains("not measured to its end");
    }

    @Test
    void aWalkThatIsSuspendedGoesOnWhereItWas() {
        var expected = reference("");
        var bench = middle("");
        bench.edit("suspend: true");
        assertThat(bench.toTheEnd().phase()).isEqualTo(ExperimentPhase.SUSPENDED);
        int created = bench.api().created().size();
        for (int look = 0; look < 3; look++) {
            var _ = bench.look();
        }
        assertThat(bench.api().created()).hasSize(created);

        bench.edit("suspend: false");

        assertThat(bench.toTheEnd().path()).isEqualTo(expected.path());
        assertThat(bench.status().completed()).isEqualTo(expected.completed());
    }

    @Test
    void aWalkThatIsRepeatedStartsAtTheTemplateAgain() {
        var bench = new SimulatedBench(spec(""), TuneSteeringTest::threads);
        var first = bench.toTheEnd();
        bench.edit("rerun: again");

        var second = bench.toTheEnd();

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.path()).extracting(TuneStep::field).isEqualTo(fields(first));
        assertThat(second.created()).isEqualTo(first.created());
        assertThat(bench.api().created()).hasSize(2 * first.created()).doesNotHaveDuplicates();
        assertThat(second.history()).extracting(one -> one.attempt()).containsExactly(2, 1);
    }

    /** A rerun that is asked for in the middle of a walk begins when that has ended. */
    @Test
    void aRerunWaitsForTheWalk() {
        var bench = middle("");
        bench.edit("rerun: again");
        var next = bench.look();

        assertThat(next).isPresent();
        assertThat(bench.status().attempt()).isEqualTo(1);
        assertThat(bench.toTheEnd().attempt()).isEqualTo(2);
    }

    /** Room for the template and one step: what the next one would need is not begun. */
    @Test
    void theBudgetEndsAWalkBeforeAStepNotWithinIt() {
        var bench = new SimulatedBench(spec("maxRuns: 8"), TuneSteeringTest::threads);

        var status = bench.toTheEnd();

        assertThat(status.created()).isEqualTo(7);
        assertThat(status.path()).extracting(TuneStep::kept).containsExactly(true, null);
        assertThat(status.path().getLast().why()).endsWith("but the budget of 8 runs (spec.maxRuns) is used up");
        assertThat(status.conditions())
                .filteredOn(condition -> condition.getType().equals("Ready"))
                .extracting(Condition::getReason)
                .containsExactly("BudgetUsedUp");
        assertThat(Objects.requireNonNull(status.confirmation()).planned()).isFalse();
    }

    /** Each operator looks once and is gone: nothing of a walk lives in memory. */
    @Test
    void everyLookMayBeAnotherOperators() {
        var expected = reference("");
        var bench = new SimulatedBench(spec(""), TuneSteeringTest::threads);
        for (int look = 0; look < 1_000 && bench.status().phase() != ExperimentPhase.SUCCEEDED; look++) {
            bench.restart();
            if (bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }

        assertThat(bench.status().path()).isEqualTo(expected.path());
        assertThat(bench.status().created()).isEqualTo(expected.created());
        assertThat(bench.api().created()).hasSize(expected.created());
    }

    private static SimulatedBench middle(String more) {
        var bench = new SimulatedBench(spec(more), TuneSteeringTest::threads);
        while (bench.status().completed() < MIDDLE) {
            if (bench.look().orElseThrow() instanceof ExperimentStep.AwaitRuns) {
                bench.endOldestRun();
            }
        }
        return bench;
    }

    private static PerformanceExperimentStatus reference(String more) {
        return new SimulatedBench(spec(more), TuneSteeringTest::threads).toTheEnd();
    }

    private static PerformanceExperimentSpec spec(String more) {
        return Experiments.spec("strategy: Tune\n" + more, BROKEN);
    }

    private static List<String> fields(PerformanceExperimentStatus status) {
        return status.path().stream().map(TuneStep::field).toList();
    }

    private static String report(SimulatedBench bench, PerformanceExperimentStatus status) {
        return Objects.requireNonNull(
                Objects.requireNonNull(bench.api().reports().get(status.report()))
                        .get("report.md"));
    }

    /** As many at once as there are threads, up to ten; then the storage is what holds it back. */
    private static PerformanceRunStatus threads(PerformanceRunSpec spec, int number) {
        double rate = Math.min(spec.pools().threads(), 10) * (10 + number * 7 % 5 / 100.0);
        return spec.pools().threads() < 100
                ? measured(
                        rate,
                        "threads",
                        Optional.of("pools.threads"),
                        "" + 10 * spec.pools().threads())
                : measured(rate, "storage", Optional.empty(), "");
    }
}
