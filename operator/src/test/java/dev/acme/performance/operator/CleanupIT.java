package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a run's workloads when the run is deleted. */
class CleanupIT {
    private static final String FINALIZER = "performance.acme.dev/cleanup";
    private final OperatorAtWork work = new OperatorAtWork();

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void aDeletedRunGoesAfterItsPods() {
        var attempt = measuring();

        delete();
        awaitNoWorkloads();
        assertThat(work.cluster().run("tiny").isMarkedForDeletion()).isTrue();
        deletePods(attempt);

        awaitGone();
    }

    @Test
    void anotherOperatorGoesOnWithTheCleanup() {
        var attempt = measuring();
        delete();
        awaitNoWorkloads();

        work.stopOperator();
        deletePods(attempt);
        work.restartOperator();

        awaitGone();
    }

    @Test
    void anOperatorThatWasAwayCleansUpAfterwards() {
        var attempt = measuring();
        work.stopOperator();
        delete();
        deletePods(attempt);

        work.restartOperator();

        awaitNoWorkloads();
        awaitGone();
    }

    @Test
    void aRunThatEndedIsHeldByNothing() {
        var attempt = Attempt.of(work.cluster().apply(Runs.run("")), 1);
        work.cluster().carryOut(attempt, Runs.result(100));
        deletePodsWhenReleased(attempt);
        Awaitility.await("finalizer is taken off")
                .atMost(OperatorAtWork.PATIENCE)
                .until(() ->
                        work.cluster().run("tiny").getMetadata().getFinalizers().isEmpty());

        work.stopOperator();
        delete();

        awaitGone();
    }

    @Test
    void aNamesakeStartsAfterItsPredecessorsPodsAreGone() {
        var attempt = measuring();
        delete();
        deletePods(attempt);
        awaitGone();

        var second = Attempt.of(work.cluster().apply(Runs.run("")), 1);
        work.cluster().carryOut(second, Runs.result(100));

        var run = work.await("tiny", status -> status.phase() == Phase.SUCCEEDED);
        assertThat(run.getMetadata().getUid()).isEqualTo(second.runUid()).isNotEqualTo(attempt.runUid());
    }

    private Attempt measuring() {
        var attempt = Attempt.of(work.cluster().apply(Runs.run("")), 1);
        work.cluster().fillRegistry(attempt);
        work.cluster().startTarget(attempt);
        work.cluster().startLoad(attempt);
        var run = work.await("tiny", status -> status.phase() == Phase.RUNNING);
        assertThat(run.getMetadata().getFinalizers()).containsExactly(FINALIZER);
        return attempt;
    }

    private void deletePodsWhenReleased(Attempt attempt) {
        work.await("tiny", status -> status.phase() == Phase.SUCCEEDED);
        awaitNoWorkloads();
        deletePods(attempt);
    }

    private void deletePods(Attempt attempt) {
        work.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withLabels(attempt.runSelector())
                .delete();
    }

    private void delete() {
        work.client()
                .resources(PerformanceRun.class)
                .inNamespace(NAMESPACE)
                .withName("tiny")
                .delete();
    }

    private void awaitNoWorkloads() {
        Awaitility.await("no workloads")
                .atMost(OperatorAtWork.PATIENCE)
                .until(() -> work.client()
                                .batch()
                                .v1()
                                .jobs()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems()
                                .isEmpty()
                        && work.client()
                                .apps()
                                .deployments()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems()
                                .isEmpty());
    }

    private void awaitGone() {
        Awaitility.await("the run is gone")
                .atMost(OperatorAtWork.PATIENCE)
                .until(() -> work.client()
                                .resources(PerformanceRun.class)
                                .inNamespace(NAMESPACE)
                                .withName("tiny")
                                .get()
                        == null);
    }
}
