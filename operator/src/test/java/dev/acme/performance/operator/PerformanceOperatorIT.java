package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole operator against an in-process API server; controllers and kubelet are played by hand. */
class PerformanceOperatorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_WRITES = 25;
    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
    private CollectorRegistry registry = new CollectorRegistry();
    private KubernetesClient client;
    private FakeCluster cluster;
    private PerformanceOperator operator;

    @BeforeEach
    void start() {
        server.init();
        client = new KubernetesClientBuilder().withConfig(config()).build();
        Definitions.install(client);
        cluster = new FakeCluster(client);
        operator = startOperator();
    }

    @AfterEach
    void stop() {
        operator.close();
        client.close();
        server.destroy();
    }

    @Test
    void aRunGoesFromDeclarationToNumbersWithFewWrites() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);

        cluster.carryOut(attempt, Runs.result(100));
        var run = await("tiny", status -> status.phase() == Phase.SUCCEEDED);

        assertThat(run.getStatus().results()).isEqualTo(Runs.result(100).results());
        assertThat(run.getStatus().observedGeneration())
                .isEqualTo(run.getMetadata().getGeneration());
        assertThat(run.getStatus().runId()).isEqualTo(attempt.runId());
        assertThat(run.getStatus().catalogue()).isEqualTo(Runs.CATALOGUE);
        assertThat(client.configMaps()
                        .inNamespace(NAMESPACE)
                        .withName(run.getStatus().report())
                        .get()
                        .getData())
                .containsKeys("result.json", "spec.yaml");
        awaitNoWorkloads();
        assertThat(writes()).as("API writes of a finished run").isLessThanOrEqualTo(MOST_WRITES);
        System.err.println("API writes of a finished run: " + writes());
    }

    @Test
    void anOperatorThatIsReplacedAtEveryPhaseEndsTheRunWithTheSameJobs() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        var populate = cluster.job(attempt, Component.POPULATE);
        replaceOperator();
        cluster.fillRegistry(attempt);
        var deployment = cluster.deployment(attempt);
        replaceOperator();
        cluster.startTarget(attempt);
        var load = cluster.job(attempt, Component.LOAD);
        replaceOperator();
        var pod = cluster.startLoad(attempt);

        assertThat(uid(cluster.job(attempt, Component.POPULATE))).isEqualTo(uid(populate));
        assertThat(uid(cluster.deployment(attempt))).isEqualTo(uid(deployment));
        assertThat(uid(cluster.job(attempt, Component.LOAD))).isEqualTo(uid(load));
        cluster.endLoad(pod, Runs.result(100));

        await("tiny", status -> status.phase() == Phase.SUCCEEDED && status.attempt() == 1);
    }

    @Test
    void aRerunIsANewAttemptAndTheOldOneIsRemembered() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.carryOut(attempt, Runs.result(100));
        await("tiny", status -> status.phase() == Phase.SUCCEEDED);

        edit("tiny", "rerun: again");
        cluster.carryOut(attempt.withNumber(2), Runs.result(90));
        var run = await("tiny", status -> status.attempt() == 2 && status.phase() == Phase.SUCCEEDED);

        assertThat(run.getStatus().history())
                .extracting(entry -> entry.attempt())
                .containsExactly(2, 1);
        assertThat(run.getStatus().results()).isEqualTo(Runs.result(90).results());
        assertThat(run.getStatus().rerun()).isEqualTo("again");
    }

    @Test
    void aCancelledLoadKeepsWhatItMeasured() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.fillRegistry(attempt);
        cluster.startTarget(attempt);
        var pod = cluster.startLoad(attempt);

        edit("tiny", "cancel: true");
        Awaitility.await("the load is told to stop")
                .atMost(PATIENCE)
                .until(() -> Long.valueOf(1)
                        .equals(client.resource(pod).get().getSpec().getActiveDeadlineSeconds()));
        cluster.endLoad(pod, Runs.result(40));
        var run = await("tiny", status -> status.phase() == Phase.CANCELLED);

        assertThat(run.getStatus().results()).isEqualTo(Runs.result(40).results());
        awaitNoWorkloads();
    }

    @Test
    void aSuspendedRunHoldsNothingAndResumesWithANewAttempt() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.fillRegistry(attempt);
        cluster.deployment(attempt);

        edit("tiny", "suspend: true");
        await("tiny", status -> status.phase() == Phase.SUSPENDED);
        awaitNoWorkloads();
        edit("tiny", "suspend: false");
        cluster.carryOut(attempt.withNumber(2), Runs.result(100));

        await("tiny", status -> status.attempt() == 2 && status.phase() == Phase.SUCCEEDED);
    }

    @Test
    void runsOfANamespaceTakeTurns() {
        var first = Attempt.of(cluster.apply(named("first", "")), 1);
        await("first", status -> status.phase() == Phase.PROVISIONING);
        var second = Attempt.of(cluster.apply(named("second", "")), 1);
        var waiting = await("second", status -> status.message() != null);

        assertThat(waiting.getStatus().phase()).isEqualTo(Phase.PENDING);
        assertThat(waiting.getStatus().message()).isEqualTo("waits for its turn behind first");
        cluster.carryOut(first, Runs.result(100));
        await("first", status -> status.phase() == Phase.SUCCEEDED);
        cluster.carryOut(second, Runs.result(100));
        await("second", status -> status.phase() == Phase.SUCCEEDED);
    }

    @Test
    void aPodThatIsOutOfMemoryFailsTheRunWithThatReason() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.fillRegistry(attempt);
        cluster.startTarget(attempt);
        var pod = cluster.startLoad(attempt);

        client.resource(pod)
                .editStatus(it -> it.edit()
                        .withStatus(FakeCluster.ended(137, "OOMKilled", ""))
                        .build());
        var run = await("tiny", status -> status.phase() == Phase.FAILED);

        assertThat(run.getStatus().message()).contains("OOMKilled");
        assertThat(run.getStatus().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.getStatus().conditions())
                .filteredOn(condition -> condition.getType().equals("Ready"))
                .singleElement()
                .satisfies(condition -> assertThat(condition.getReason()).isEqualTo("OutOfMemory"));
    }

    @Test
    void aLoadPodThatWasDeletedIsNeverCounted() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.fillRegistry(attempt);
        cluster.startTarget(attempt);
        var pod = cluster.startLoad(attempt);

        client.resource(pod).delete();
        client.resource(cluster.job(attempt, Component.LOAD))
                .editStatus(it ->
                        it.edit().withNewStatus().withFailed(1).endStatus().build());
        var run = await("tiny", status -> status.phase() == Phase.FAILED);

        assertThat(run.getStatus().validity()).isEqualTo(Validity.INVALID);
        assertThat(run.getStatus().results()).isNull();
    }

    @Test
    void anObjectOfSomebodyElseIsNeitherAdoptedNorOverwritten() {
        var run = Runs.run("");
        run.getMetadata().setName("squatted");
        var created = cluster.apply(run);
        var name = Attempt.of(created, 1).name(Component.RESULT);
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(name)
                        .endMetadata()
                        .withData(Map.of("mine", "yes"))
                        .build())
                .create();

        cluster.carryOut(Attempt.of(created, 1), Runs.result(100));
        var ended = await("squatted", status -> status.phase() == Phase.SUCCEEDED);

        assertThat(ended.getStatus().message()).contains("ConfigMap " + name).contains("not this run's");
        assertThat(ended.getStatus().results()).isEqualTo(Runs.result(100).results());
        assertThat(ended.getStatus().report()).isNull();
        assertThat(client.configMaps()
                        .inNamespace(NAMESPACE)
                        .withName(name)
                        .get()
                        .getData())
                .containsOnlyKeys("mine");
    }

    @Test
    void theStoryIsToldInEvents() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.carryOut(attempt, Runs.result(100));
        await("tiny", status -> status.phase() == Phase.SUCCEEDED);

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.v1()
                                .events()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems())
                        .extracting(event -> event.getReason())
                        .containsExactlyInAnyOrder("AttemptStarted", "RegistryFilled", "LoadStarted", "Measured"));
    }

    private static PerformanceRun named(String name, String spec) {
        var run = Runs.run(spec);
        run.getMetadata().setName(name);
        return run;
    }

    private void edit(String name, String spec) {
        Awaitility.await("edit of " + name)
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(
                        e -> e instanceof KubernetesClientException conflict && conflict.getCode() == 409)
                .until(() -> client.resources(PerformanceRun.class)
                                .inNamespace(NAMESPACE)
                                .withName(name)
                                .edit(run -> {
                                    run.setSpec(Runs.spec(spec));
                                    return run;
                                })
                        != null);
    }

    private PerformanceRun await(String name, Predicate<PerformanceRunStatus> condition) {
        return Awaitility.await(name).atMost(PATIENCE).until(() -> cluster.run(name), run -> {
            var status = run.getStatus();
            return status != null && condition.test(status);
        });
    }

    private void awaitNoWorkloads() {
        Awaitility.await("workloads are released")
                .atMost(PATIENCE)
                .until(() -> client.batch()
                                .v1()
                                .jobs()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems()
                                .isEmpty()
                        && client.apps()
                                .deployments()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems()
                                .isEmpty()
                        && client.services()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems()
                                .isEmpty());
    }

    private void replaceOperator() {
        operator.close();
        operator = startOperator();
    }

    private PerformanceOperator startOperator() {
        registry = new CollectorRegistry();
        return PerformanceOperator.start(
                OperatorConfig.from(Map.of(
                        "REGISTRY_IMAGE", "registry:1",
                        "LOADGEN_IMAGE", "loadgen:1",
                        "S3_BUCKET", "models",
                        "API_PORT", "off",
                        "HTTP_PORT", "0")),
                config(),
                "127.0.0.1",
                registry);
    }

    private int writes() {
        return Collections.list(registry.metricFamilySamples()).stream()
                .flatMap(family -> family.samples.stream())
                .filter(sample -> sample.name.equals("performance_operator_api_writes_total"))
                .mapToInt(sample -> (int) sample.value)
                .sum();
    }

    private Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withNamespace(NAMESPACE)
                // the mock's upgrade to HTTP/2 without TLS loses an answer now and then
                .withHttp2Disable(true)
                .build();
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }
}
