package dev.acme.performance.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The CRD as a real kube-apiserver reads it; skipped where KUBEBUILDER_ASSETS is not set. */
@EnabledIfEnvironmentVariable(named = RealApiServer.ASSETS, matches = ".+")
class PerformanceRunIT {
    private static final String CRD = "/crd/performanceruns.performance.acme.dev-v1.yaml";
    private static final String RUN = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceRun
            metadata: {name: %s, namespace: default}
            spec: %s
            """;
    private static RealApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void installTheCrd() {
        server = RealApiServer.start();
        client = server.client();
        client.load(PerformanceRunIT.class.getResourceAsStream(CRD)).create();
        Awaitility.await("the CRD is served")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> runs().list() != null);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void deleteRuns() {
        runs().delete();
    }

    static Stream<RunCase> cases() {
        return RunCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyBoundAndRuleIsKept(RunCase example) {
        switch (example) {
            case RunCase.Accepted accepted ->
                assertThat(create(accepted.run(), accepted.spec())).isNotNull();
            case RunCase.Refused refused ->
                assertThat(refusal(refused.run(), refused.spec()))
                        .contains(refused.field())
                        .contains(refused.reason());
        }
    }

    @Test
    void theApiServerFillsInEveryDefault() {
        create("x", "{clients: 100}");

        var spec = Serialization.unmarshal(Serialization.asYaml(run("x").getSpec()), JsonNode.class);
        assertThat(spec).isEqualTo(Serialization.unmarshal("""
                clients: 100
                model: {id: arnir0/Tiny-LLM, version: main, sizeBytes: 24834009, registrySize: 500}
                compute: {backend: ecs, replicas: 1, cpu: "1", memory: 512Mi}
                storage: {backend: s3, caching: None, delivery: Proxy, rdsMode: Bytea}
                pools: {threads: 100, s3Connections: 150, databaseConnections: 20}
                load:
                  mode: Burst
                  requestsPerClient: 1
                  thinkTimeMs: 0
                  warmupSeconds: 0
                  timeoutSeconds: 300
                  pods: 1
                  verify: Crc32c
                  seed: 1
                objectives: []
                timeoutSeconds: 3600
                suspend: false
                cancel: false
                cleanup: {afterSeconds: 0}
                """, JsonNode.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clients: 2",
                "model: {version: v2}",
                "compute: {cpu: 2}",
                "storage: {caching: Memory}",
                "pools: {threads: 5}",
                "load: {timeoutSeconds: 7}"
            })
    void theMeasuredPartIsImmutableWhileAnAttemptIsUnderWay(String edit) {
        create("x", "{clients: 1}");
        for (var phase : Phase.values()) {
            setPhase(phase);
            if (phase.isUnderWay()) {
                var refused = catchThrowableOfType(KubernetesClientException.class, () -> merge(edit));
                assertThat(refused).as("%s", phase).hasMessageContaining("immutable while an attempt is under way");
            }
        }
        setPhase(Phase.SUCCEEDED);

        assertThat(merge(edit)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cancel: true",
                "suspend: true",
                "rerun: again",
                "timeoutSeconds: 4000",
                "cleanup: {afterSeconds: 5}",
                "objectives: [{name: a, metric: meanMs, max: 1}]"
            })
    void theRestMayChangeAtAnyTime(String edit) {
        create("x", "{clients: 1}");
        setPhase(Phase.RUNNING);

        assertThat(merge(edit)).isNotNull();
    }

    @Test
    void runsAreSelectedByFields() {
        create("a", "{clients: 1}");
        create("b", "{clients: 1, compute: {backend: lambda}, storage: {backend: rds}}");

        assertThat(runs().withField("spec.compute.backend", "lambda").list().getItems())
                .extracting(run -> run.getMetadata().getName())
                .containsExactly("b");
        assertThat(runs().withField("spec.storage.backend", "s3").list().getItems())
                .extracting(run -> run.getMetadata().getName())
                .containsExactly("a");
    }

    @Test
    void kubectlShowsTheColumnsInTheirOrder() {
        var columns = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("performanceruns.performance.acme.dev")
                .get()
                .getSpec()
                .getVersions()
                .getFirst()
                .getAdditionalPrinterColumns();

        assertThat(columns)
                .filteredOn(column -> column.getPriority() == null)
                .extracting(column -> column.getName())
                .containsExactly(
                        "Phase",
                        "Progress%",
                        "Verdict",
                        "Compute",
                        "Storage",
                        "Clients",
                        "Req/s",
                        "Mean",
                        "Median",
                        "P99",
                        "Age");
        assertThat(columns)
                .filteredOn(column -> column.getPriority() != null)
                .extracting(column -> column.getName())
                .containsExactly("Validity", "MB/s", "Err%", "Bottleneck", "Attempt", "Message");
    }

    private static NonNamespaceOperation<
                    PerformanceRun, KubernetesResourceList<PerformanceRun>, Resource<PerformanceRun>>
            runs() {
        return client.resources(PerformanceRun.class).inNamespace("default");
    }

    private static PerformanceRun run(String name) {
        return runs().withName(name).get();
    }

    private static GenericKubernetesResource create(String name, String spec) {
        var resource = Serialization.unmarshal(RUN.formatted(name, spec), GenericKubernetesResource.class);
        return client.resource(resource)
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .create();
    }

    private static String refusal(String name, String spec) {
        var refused = catchThrowableOfType(KubernetesClientException.class, () -> create(name, spec));
        return Objects.requireNonNull(refused, spec + " was accepted").toString();
    }

    private static PerformanceRun merge(String spec) {
        var patch = "{\"spec\":" + Serialization.unmarshal(spec, JsonNode.class) + "}";
        return runs().withName("x").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private static void setPhase(Phase phase) {
        runs().withName("x").editStatus(run -> {
            run.setStatus(PerformanceRunStatus.empty().withPhase(phase));
            return run;
        });
    }
}
