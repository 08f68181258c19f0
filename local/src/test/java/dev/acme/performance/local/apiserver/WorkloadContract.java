package dev.acme.performance.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What clients may rely on of Pods, Jobs and Deployments while nothing carries them out. */
interface WorkloadContract {
    AtomicInteger COUNT = new AtomicInteger();

    KubernetesClient client();

    private static String unique() {
        return "w" + COUNT.incrementAndGet();
    }

    private HasMetadata create(String yaml) {
        return client().resource(yaml).create();
    }

    @Test
    default void aPodThatRunsSomewhereIsGivenTimeToEnd() {
        String name = unique();
        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec: {nodeName: far-away, terminationGracePeriodSeconds: 7, containers: [{name: a, image: i}]}
                """.formatted(name));
        var pod = client().pods().inNamespace("default").withName(name);

        pod.delete();
        assertThat(pod.get().getMetadata().getDeletionGracePeriodSeconds()).isEqualTo(7);
        assertThat(pod.get().getStatus().getPhase()).isEqualTo("Pending");

        pod.withGracePeriod(0).delete();
        assertThat(pod.get()).isNull();
    }

    @Test
    default void aPodThatRunsNowhereGoesAtOnce() {
        String name = unique();
        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec: {containers: [{name: a, image: i, ports: [{containerPort: 80}]}]}
                """.formatted(name));
        var pod = client().pods().inNamespace("default").withName(name);
        assertThat(pod.get().getSpec().getRestartPolicy()).isEqualTo("Always");
        assertThat(pod.get()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getPorts()
                        .getFirst()
                        .getProtocol())
                .isEqualTo("TCP");

        pod.delete();

        assertThat(pod.get()).isNull();
    }

    @Test
    default void theDeletionOfAJobOrphansItsPodsUnlessItSaysOtherwise() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: i}]}}}
                """;
        var first = create(job.formatted(unique()));
        var second = create(job.formatted(unique()));

        client().raw(
                        "/apis/batch/v1/namespaces/default/jobs/"
                                + first.getMetadata().getName(),
                        "DELETE",
                        Map.of());
        client().resource(second)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();

        assertThat(client().resource(first).get().getMetadata().getFinalizers()).containsExactly("orphan");
        assertThat(client().resource(second).get()).isNull();
    }

    @Test
    default void aDeploymentMustSelectItsOwnPods() {
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  selector: {matchLabels: {a: b}}
                  template: {metadata: {labels: {a: %s}}, spec: {containers: [{name: a, image: i}]}}
                """;
        var failure = catchThrowableOfType(
                KubernetesClientException.class, () -> create(deployment.formatted(unique(), "c")));
        assertThat(failure.getMessage()).contains("`selector` does not match template `labels`");

        var created = client().apps().deployments().resource((Deployment) create(deployment.formatted(unique(), "b")));
        assertThat(created.get().getSpec().getReplicas()).isEqualTo(1);
        assertThat(catchThrowableOfType(
                                KubernetesClientException.class,
                                () -> created.patch(
                                        PatchContext.of(PatchType.JSON_MERGE),
                                        "{\"spec\":{\"selector\":{\"matchLabels\":{\"x\":\"y\"}}}}"))
                        .getMessage())
                .contains("field is immutable");
    }

    @Test
    default void aStaleStatusConflicts() {
        var stale = create("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: i}]}}}
                """.formatted(unique()));
        var jobs = client().batch().v1().jobs().inNamespace("default");
        var job = jobs.withName(stale.getMetadata().getName());
        job.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"touched\":\"yes\"}}}");

        var failure = catchThrowableOfType(
                KubernetesClientException.class,
                () -> jobs.resource((Job) stale).updateStatus());

        assertThat(failure.getCode()).isEqualTo(409);
        assertThat(failure.getStatus().getReason()).isEqualTo("Conflict");
    }
}
