package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

    @Test
    void aRerunAskedForWhileTheAttemptIsUnderWayIsCarriedOutAfterIt() {
        var first = Attempt.of(work.cluster().apply(OperatorAtWork.named("first")), 1);
        work.await("first", status -> status.phase() == Phase.PROVISIONING);

        work.edit("first", "rerun: again");
        work.cluster().carryOut(first, Runs.result(100));
        work.cluster().carryOut(first.withNumber(2), Runs.result(90));
        var done = work.await("first", status -> status.attempt() == 2 && status.phase() == Phase.SUCCEEDED);

        assertThat(done.getStatus().rerun()).isEqualTo("again");
        assertThat(done.getStatus().observedGeneration())
                .isEqualTo(done.getMetadata().getGeneration());
    }

    @Test
    void runsThatAskAtTheSameInstantStartOneByOne() {
        work.stopOperator();
        var names = IntStream.range(0, 12).mapToObj(i -> "run-" + i).toList();
        names.forEach(name -> work.cluster().apply(OperatorAtWork.named(name)));
        var together = new AtomicInteger();

        work.restartOperator();
        names.forEach(name -> {
            work.await(name, status -> status.phase() != null);
            together.accumulateAndGet(underWay(), Math::max);
        });

        assertThat(together).hasValue(1);
    }

    @Test
    void anEditOfAnEndedRunAndANewRunStartOneByOne() {
        var first = Attempt.of(work.cluster().apply(OperatorAtWork.named("first")), 1);
        work.cluster().carryOut(first, Runs.result(100));
        work.await("first", status -> status.phase() == Phase.SUCCEEDED);
        work.stopOperator();
        work.edit("first", "rerun: again");
        work.cluster().apply(OperatorAtWork.named("second"));

        work.restartOperator();
        work.await("first", status -> status.phase() != Phase.SUCCEEDED);
        work.await("second", status -> status.phase() != null);

        assertThat(underWay()).isLessThanOrEqualTo(1);
    }

    private int underWay() {
        return (int)
                work
                        .client()
                        .resources(PerformanceRun.class)
                        .inNamespace(FakeCluster.NAMESPACE)
                        .list()
                        .getItems()
                        .stream()
                        .map(PerformanceRun::getStatus)
                        .filter(status -> status != null
                                && status.phase() != null
                                && status.phase().isUnderWay())
                        .count();
    }
}
