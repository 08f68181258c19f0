package dev.acme.performance.operator.e2e;

import dev.acme.performance.crds.Phase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The leading operator's pod is taken away: the other one takes over, and makes nothing twice. */
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock(Bench.LEADER)
class LeaderPodE2E {
    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void aRunUnderLoadEndsWithTheJobsThatItBeganWith() {
        awaitTwo();
        bench.apply("run", Specs.LONG);
        bench.awaitPhase("run", Phase.RUNNING);

        takeLeaderAway();

        bench.assertEndedOnce("run");
    }

    @Test
    void aRunThatIsAppliedWhileNobodyLeadsIsCarriedOut() {
        awaitTwo();
        takeLeaderAway();

        bench.apply("run", Specs.SHORT);

        bench.assertEndedOnce("run");
    }

    private void awaitTwo() {
        Awaitility.await("two operators")
                .atMost(Bench.PATIENCE)
                .until(() -> bench.installation().isWhole()
                        && !bench.installation().leader().isEmpty());
    }

    private void takeLeaderAway() {
        String before = bench.installation().leader();
        long start = System.nanoTime();
        bench.installation().remove(before);
        Awaitility.await("another leader")
                .atMost(Bench.PATIENCE)
                .until(() -> bench.installation().leader(), leader -> !leader.isEmpty() && !leader.equals(before));
        bench.saw("pod %s deleted by force; %s leads after %.1f s"
                .formatted(before, bench.installation().leader(), Bench.secondsSince(start)));
    }
}
