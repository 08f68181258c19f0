package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs of one namespace, each of which wants to be the only one. */
class TurnsIT {
    private final OperatorAtWork work = new OperatorAtWork();

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void aRerunThatHasToQueueRunsWhenItsTurnComes() {
        var first = Attempt.of(work.cluster().apply(OperatorAtWork.named("first")), 1);
        work.cluster().carryOut(first, Runs.result(100));
        work.await("first", status -> status.phase() == Phase.SUCCEEDED);
        var second = Attempt.of(work.cluster().apply(OperatorAtWork.named("second")), 1);
        work.await("second", status -> status.phase() == Phase.PROVISIONING);

        work.edit("first", "rerun: again");
        var waiting = work.await("first", status -> status.phase() == Phase.PENDING);
        work.cluster().carryOut(second, Runs.result(100));
        work.await("second", status -> status.phase() == Phase.SUCCEEDED);
        work.cluster().carryOut(first.withNumber(2), Runs.result(90));
        var done = work.await("first", status -> status.attempt() == 2 && status.phase() == Phase.SUCCEEDED);

        assertThat(waiting.getStatus().message()).isEqualTo("waits for its turn behind second");
        assertThat(waiting.getStatus().attempt()).isEqualTo(1);
        assertThat(done.getStatus().history())
                .extracting(entry -> entry.attempt())
                .containsExactly(2, 1);
    }
}
