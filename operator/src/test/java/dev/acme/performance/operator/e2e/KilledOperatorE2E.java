package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The leading operator's pod is killed at each phase: the other one takes over, and makes nothing twice. */
@Execution(ExecutionMode.SAME_THREAD)
class KilledOperatorE2E {
    @RegisterExtension
    final Bench bench = new Bench();

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Phase.class,
            names = {"PROVISIONING", "RUNNING", "COLLECTING"})
    void aRunEndsWithTheJobsThatItBeganWith(Phase phase) {
        bench.apply("run", Specs.SHORT);
        bench.awaitPhase("run", phase);

        killLeader();

        assertEndedOnce("run");
    }

    @Test
    void aRunThatWaitsForItsTurnGetsIt() {
        bench.apply("first", Specs.LONG);
        bench.awaitPhase("first", Phase.PROVISIONING);
        bench.apply("second", Specs.SHORT);
        bench.awaitPhase("second", Phase.PENDING);

        killLeader();

        assertEndedOnce("first");
        assertEndedOnce("second");
    }

    @Test
    void aRunThatIsAppliedWhileNobodyLeadsIsCarriedOut() {
        killLeader();

        bench.apply("run", Specs.SHORT);

        assertEndedOnce("run");
    }

    private void killLeader() {
        Awaitility.await("two operators")
                .atMost(Bench.PATIENCE)
                .until(() -> bench.installation().isWhole()
                        && !bench.installation().leader().isEmpty());
        String before = bench.installation().leader();
        long start = System.nanoTime();
        bench.installation().kill(before);
        Awaitility.await("another leader")
                .atMost(Bench.PATIENCE)
                .until(() -> bench.installation().leader(), leader -> !leader.isEmpty() && !leader.equals(before));
        bench.saw("killed %s; %s leads after %.1f s"
                .formatted(before, bench.installation().leader(), Bench.secondsSince(start)));
    }

    private void assertEndedOnce(String name) {
        PerformanceRun run = bench.awaitEnd(name);
        bench.saw(run);
        var attempt = Attempt.of(run, 1);
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(run.getStatus().attempt()).isEqualTo(1);
        List.of(Component.POPULATE, Component.LOAD).forEach(component -> {
            assertThat(bench.sightings().jobs(attempt, component)).hasSize(1);
            assertThat(bench.sightings().pods(attempt, component)).hasSize(1);
        });
        assertThat(bench.sightings().pods(attempt, Component.REGISTRY)).hasSize(1);
    }
}
