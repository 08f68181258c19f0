package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a run when the API server will not have one of its objects. */
class RefusalsIT {
    private final OperatorAtWork work = new OperatorAtWork();

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void aRefusedJobEndsTheRunInTheServersWords() {
        String sentence = "jobs.batch is forbidden: exceeded quota: small, requested: count/jobs.batch=1";
        work.refuse("/apis/batch/v1/namespaces/" + NAMESPACE + "/jobs", sentence);

        var attempt = Attempt.of(work.cluster().apply(Runs.run("")), 1);
        var run = work.await("tiny", status -> status.phase() == Phase.FAILED);

        assertThat(run.getStatus().message())
                .isEqualTo("the API server refused Job " + attempt.name(Component.POPULATE) + ": " + sentence);
        assertThat(run.getStatus().conditions())
                .filteredOn(condition -> condition.getType().equals("Stalled"))
                .singleElement()
                .satisfies(condition -> assertThat(condition.getReason()).isEqualTo("Refused"));
    }

    @Test
    void aResultWhoseReportIsRefusedIsPublishedAllTheSame() {
        work.refuse("/api/v1/namespaces/" + NAMESPACE + "/configmaps", "exceeded quota: small");

        work.cluster().carryOut(Attempt.of(work.cluster().apply(Runs.run("")), 1), Runs.result(100));
        var run = work.await("tiny", status -> status.phase() == Phase.SUCCEEDED);

        assertThat(run.getStatus().results()).isEqualTo(Runs.result(100).results());
        assertThat(run.getStatus().report()).isNull();
        assertThat(run.getStatus().validityReasons())
                .singleElement()
                .asString()
                .startsWith("Refused: the full result is not kept")
                .endsWith("exceeded quota: small");
    }

    @Test
    void aServiceOfSomebodyElseStaysAndNothingIsMadeBesideIt() {
        var attempt = Attempt.of(work.cluster().apply(Runs.run("")), 1);
        var foreign = work.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(attempt.name(Component.REGISTRY))
                        .endMetadata()
                        .build())
                .create();

        var run = work.await("tiny", status -> status.phase() == Phase.FAILED);

        assertThat(run.getStatus().message()).contains("Service").contains("not this run's");
        assertThat(work.client().resource(foreign).get()).isNotNull();
        assertThat(work.cluster().deployments()).isEmpty();
    }

    @Test
    void aServiceWhoseDeploymentIsRefusedGoesToo() {
        work.refuse("/apis/apps/v1/namespaces/" + NAMESPACE + "/deployments", "exceeded quota: small");
        work.cluster().apply(Runs.run(""));

        work.await("tiny", status -> status.phase() == Phase.FAILED);

        var services = work.client().services().inNamespace(NAMESPACE);
        Awaitility.await("the Service is released")
                .atMost(OperatorAtWork.PATIENCE)
                .until(() -> services.list().getItems().isEmpty());
    }
}
