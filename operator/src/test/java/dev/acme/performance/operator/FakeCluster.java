package dev.acme.performance.operator;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Does by hand, object by object, what controllers and kubelet do: each method waits for what it continues. */
final class FakeCluster {
    static final String NAMESPACE = "bench";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SUMMARY = """
            {"type":"populated","models":500,"catalogueHash":"cafe",
             "model":{"sizeBytes":24834009,"sha256":"%s","crc32c":"0123abcd"}}""".formatted("a".repeat(64));

    private final KubernetesClient client;

    FakeCluster(KubernetesClient client) {
        this.client = client;
    }

    PerformanceRun apply(PerformanceRun run) {
        run.getMetadata().setNamespace(NAMESPACE);
        run.getMetadata().setResourceVersion(null);
        return client.resource(run).create();
    }

    PerformanceRun run(String name) {
        return Objects.requireNonNull(client.resources(PerformanceRun.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get());
    }

    Job job(Attempt attempt, Component component) {
        var jobs = client.batch().v1().jobs().inNamespace(NAMESPACE).withName(attempt.name(component));
        return Objects.requireNonNull(await("Job " + component, jobs::get));
    }

    Deployment deployment(Attempt attempt) {
        var deployments = client.apps().deployments().inNamespace(NAMESPACE).withName(attempt.name(Component.REGISTRY));
        return Objects.requireNonNull(await("Deployment", deployments::get));
    }

    List<Deployment> deployments() {
        return client.apps().deployments().inNamespace(NAMESPACE).list().getItems();
    }

    void fillRegistry(Attempt attempt) {
        var job = job(attempt, Component.POPULATE);
        pod(attempt, Component.POPULATE, ended(0, "Completed", SUMMARY));
        complete(job);
    }

    void startTarget(Attempt attempt) {
        var deployment = deployment(attempt);
        IntStream.range(0, deployment.getSpec().getReplicas()).forEach(index -> registryPod(attempt, "p" + index, 0));
        answer(attempt);
    }

    /** As {@link #startTarget}, with a pod that has an address. */
    void startTargetAt(Attempt attempt, String address) {
        client.resource(registryPod(attempt, "p0", 0))
                .editStatus(it ->
                        it.edit().editStatus().withPodIP(address).endStatus().build());
        answer(attempt);
    }

    /** A pod whose node says nothing but that it makes the container. */
    void hang(Attempt attempt, Component component) {
        pod(
                attempt,
                component,
                new PodStatusBuilder()
                        .withPhase("Pending")
                        .withStartTime("2026-01-01T12:00:00Z")
                        .addNewContainerStatus()
                        .withName("registry")
                        .withRestartCount(0)
                        .withNewState()
                        .withNewWaiting()
                        .withReason("ContainerCreating")
                        .endWaiting()
                        .endState()
                        .endContainerStatus()
                        .build());
    }

    /** Every replica of the service answers. */
    void answer(Attempt attempt) {
        var deployment = deployment(attempt);
        client.resource(deployment).editStatus(it -> {
            var generation = it.getMetadata().getGeneration();
            return it.edit()
                    .withNewStatus()
                    .withObservedGeneration(generation)
                    .withReadyReplicas(it.getSpec().getReplicas())
                    .endStatus()
                    .build();
        });
    }

    /** Somebody scales the service by hand. */
    void scale(Attempt attempt, int replicas) {
        client.resource(deployment(attempt))
                .edit(it ->
                        it.edit().editSpec().withReplicas(replicas).endSpec().build());
    }

    /** A pod of the service that answers, after {@code restarts} of its container. */
    Pod registryPod(Attempt attempt, String suffix, int restarts) {
        return pod(attempt, Component.REGISTRY, suffix, running("registry", restarts));
    }

    /** The container of a pod was out of memory and runs again. */
    void restartOutOfMemory(Pod pod) {
        client.resource(pod)
                .editStatus(it -> it.edit()
                        .editStatus()
                        .editFirstContainerStatus()
                        .withRestartCount(1)
                        .withNewLastState()
                        .withNewTerminated()
                        .withExitCode(137)
                        .withReason("OOMKilled")
                        .endTerminated()
                        .endLastState()
                        .endContainerStatus()
                        .endStatus()
                        .build());
    }

    Pod startLoad(Attempt attempt) {
        job(attempt, Component.LOAD);
        return pod(attempt, Component.LOAD, running("load", 0));
    }

    void endLoad(Pod pod, RunResult result) {
        var live = Objects.requireNonNull(client.resource(pod).get());
        client.resource(live)
                .editStatus(it -> it.edit()
                        .withStatus(ended(0, "Completed", new ExchangeCodec().writeLine(result)))
                        .build());
    }

    /** Everything from filling to the load generator's end. */
    void carryOut(Attempt attempt, RunResult result) {
        fillRegistry(attempt);
        startTarget(attempt);
        endLoad(startLoad(attempt), result);
    }

    static PodStatus ended(int exitCode, String reason, String message) {
        return new PodStatusBuilder()
                .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withName("load")
                .withRestartCount(0)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .build();
    }

    private static PodStatus running(String container, int restarts) {
        return new PodStatusBuilder()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName(container)
                .withRestartCount(restarts)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .build();
    }

    private void complete(Job job) {
        client.resource(job)
                .editStatus(it -> it.edit()
                        .withNewStatus()
                        .withSucceeded(1)
                        .addNewCondition()
                        .withType("Complete")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build());
    }

    private Pod pod(Attempt attempt, Component component, PodStatus status) {
        return pod(attempt, component, "x", status);
    }

    private Pod pod(Attempt attempt, Component component, String suffix, PodStatus status) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(attempt.name(component) + "-" + suffix)
                .withLabels(attempt.labels(component))
                .withOwnerReferences(ownedBy(controller(attempt, component)))
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-1")
                .endSpec()
                .withStatus(status)
                .build();
        return client.resource(pod).create();
    }

    private HasMetadata controller(Attempt attempt, Component component) {
        return component == Component.REGISTRY ? replicaSet(deployment(attempt), attempt) : job(attempt, component);
    }

    private ReplicaSet replicaSet(Deployment deployment, Attempt attempt) {
        var name = deployment.getMetadata().getName() + "-set";
        var present = client.apps()
                .replicaSets()
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
        return present != null
                ? present
                : client.resource(new ReplicaSetBuilder()
                                .withNewMetadata()
                                .withNamespace(NAMESPACE)
                                .withName(name)
                                .withLabels(attempt.labels(Component.REGISTRY))
                                .withOwnerReferences(ownedBy(deployment))
                                .endMetadata()
                                .build())
                        .create();
    }

    private static OwnerReference ownedBy(HasMetadata controller) {
        return new OwnerReferenceBuilder()
                .withKind(controller.getKind())
                .withName(controller.getMetadata().getName())
                .withUid(controller.getMetadata().getUid())
                .withController(true)
                .build();
    }

    private static <T> T await(String what, java.util.concurrent.Callable<T> supplier) {
        return Awaitility.await(what).atMost(PATIENCE).until(supplier, Objects::nonNull);
    }
}
