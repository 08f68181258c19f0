package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator in a namespace where others make, change and delete what they like. */
class HostileClusterIT {
    private final MockCluster mock = MockCluster.start();
    private final FakeCluster cluster = mock.cluster();

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void aPodThatOnlyWearsTheLabelsChangesNothing() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.fillRegistry(attempt);
        cluster.startTarget(attempt);
        var pod = cluster.startLoad(attempt);

        mock.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName("forger")
                        .withLabels(attempt.labels(Component.LOAD))
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .withStatus(FakeCluster.ended(0, "Completed", new ExchangeCodec().writeLine(Runs.result(1))))
                        .build())
                .create();
        cluster.endLoad(pod, Runs.result(100));
        var run = mock.await("tiny", status -> status.phase() == Phase.SUCCEEDED);

        assertThat(run.getStatus().results()).isEqualTo(Runs.result(100).results());
        assertThat(run.getStatus().validity()).isEqualTo(Validity.VALID);
    }

    @Test
    void aForeignJobWithAPoisonedLabelHoldsNobodyUp() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        var labels = attempt.labels(Component.LOAD);
        labels.put("performance.acme.dev/attempt", "poison");
        mock.client()
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName("poison")
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();

        cluster.carryOut(attempt, Runs.result(100));
        mock.await("tiny", status -> status.phase() == Phase.SUCCEEDED);
        mock.edit("tiny", "rerun: again");
        cluster.carryOut(attempt.withNumber(2), Runs.result(90));

        mock.await("tiny", status -> status.attempt() == 2 && status.phase() == Phase.SUCCEEDED);
    }

    @Test
    void aRestartBeforeTheLoadVoidsNothing() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.fillRegistry(attempt);
        cluster.restartOutOfMemory(cluster.registryPod(attempt, "early", 0));
        cluster.answer(attempt);
        cluster.endLoad(cluster.startLoad(attempt), Runs.result(100));

        var run = mock.await("tiny", status -> status.phase() == Phase.SUCCEEDED);

        assertThat(run.getStatus().validity()).isEqualTo(Validity.VALID);
    }

    @Test
    void aServiceThatIsReplacedUnderLoadVoidsTheNumbers() {
        var reasons = reasonsAfter((attempt, pod) -> {
            mock.client().resource(pod).delete();
            cluster.registryPod(attempt, "replacement", 0);
        });

        assertThat(reasons).contains("1 of its pods ended, 1 pods came anew");
    }

    @Test
    void aServiceThatIsOutOfMemoryUnderLoadSaysSo() {
        var reasons = reasonsAfter((attempt, pod) -> cluster.restartOutOfMemory(pod));

        assertThat(reasons).contains("1 of its pods were restarted; OutOfMemory: ");
    }

    @Test
    void aServiceThatIsScaledUnderLoadVoidsTheNumbers() {
        var reasons = reasonsAfter((attempt, pod) -> cluster.scale(attempt, 3));

        assertThat(reasons).contains("Deployment");
    }

    @Test
    void aServiceThatSomebodyScaledIsNotLoaded() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.fillRegistry(attempt);
        cluster.scale(attempt, 0);
        var run = mock.await("tiny", status -> status.phase() == Phase.FAILED);

        assertThat(run.getStatus().message())
                .isEqualTo("somebody scaled the Deployment to 0 replicas, the run asks for 1");
    }

    private String reasonsAfter(BiConsumer<Attempt, Pod> incident) {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.fillRegistry(attempt);
        var pod = cluster.registryPod(attempt, "measured", 0);
        cluster.answer(attempt);
        var load = cluster.startLoad(attempt);
        incident.accept(attempt, pod);
        cluster.endLoad(load, Runs.result(100));
        var status = mock.await("tiny", it -> it.phase() == Phase.SUCCEEDED).getStatus();

        assertThat(status.validity()).isEqualTo(Validity.INVALID);
        assertThat(status.results()).isEqualTo(Runs.result(100).results());
        return String.join("\n", status.validityReasons());
    }
}
