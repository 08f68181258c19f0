package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How long a run waits for the next leader: two operators as processes, so that a kill is a SIGKILL. */
@OwnOperator
@Execution(ExecutionMode.SAME_THREAD)
class FailoverE2E {
    private static final Duration AFTER_A_KILL = Duration.ofSeconds(35);
    private static final Duration AFTER_A_STOP = Duration.ofSeconds(20);
    private static final String SUSPENDED = Specs.SHORT + "  suspend: true\n";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void theNextOneActsSoonAfterAKill() {
        var leader = start("one");
        start("two");

        long start = System.nanoTime();
        leader.kill();
        bench.apply("after", SUSPENDED);
        bench.await("after", AFTER_A_KILL, status -> status.phase() == Phase.SUSPENDED);

        bench.saw("after SIGKILL the next leader acted after %.1f s".formatted(Bench.secondsSince(start)));
    }

    @Test
    void theNextOneActsSoonerAfterAStop() {
        var leader = start("one");
        start("two");

        long start = System.nanoTime();
        var stopped = leader.stop();
        bench.apply("after", SUSPENDED);
        bench.await("after", AFTER_A_STOP, status -> status.phase() == Phase.SUSPENDED);

        bench.saw("after SIGTERM the process ended after %.1f s, the next leader acted after %.1f s"
                .formatted(stopped.toMillis() / 1e3, Bench.secondsSince(start)));
        assertThat(stopped).isLessThan(AFTER_A_STOP);
    }

    /** The first one leads once it has acted. */
    private OperatorProcess start(String name) {
        var operator = bench.startOperator(
                Map.of("LEADER_ELECTION", "true", "LEASE_NAMESPACE", Installation.RELEASE, "POD_NAME", name));
        if (name.equals("one")) {
            bench.apply("before", SUSPENDED);
            bench.awaitPhase("before", Phase.SUSPENDED);
        }
        return operator;
    }
}
