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

/** The CRD of experiments as a real kube-apiserver reads it; skipped where KUBEBUILDER_ASSETS is not set. */
@EnabledIfEnvironmentVariable(named = RealApiServer.ASSETS, matches = ".+")
class PerformanceExperimentIT {
    private static final String CRD = "/crd/performanceexperiments.performance.acme.dev-v1.yaml";
    private static final String EXPERIMENT = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceExperiment
            metadata: {name: %s, namespace: default}
            spec: %s
            """;
    private static final String GRID =
            "{template: {spec: {clients: 1}}, factors: [{name: t, path: pools.threads, values: [1, 2]}]}";
    private static RealApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void installTheCrd() {
        server = RealApiServer.start();
        client = server.client();
        client.load(PerformanceExperimentIT.class.getResourceAsStream(CRD)).create();
        Awaitility.await("the CRD is served")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> experiments().list() != null);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void deleteExperiments() {
        experiments().delete();
    }

    static Stream<RunCase> cases() {
        return RunCases.ofExperiments();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyBoundAndRuleIsKept(RunCase example) {
        switch (example) {
            case RunCase.Accepted accepted ->
                assertThat(create(accepted.run(), accepted.spec())).isNotNull();
            case RunCase.Refused refused ->
                assertThat(Objects.requireNonNull(catchThrowableOfType(
                                        KubernetesClientException.class, () -> create(refused.run(), refused.spec())))
                                .toString())
                        .contains(refused.field())
                        .contains(refused.reason());
        }
    }

    @Test
    void theTemplateHasTheDefaultsOfARun() {
        create("x", GRID);

        var spec = Objects.requireNonNull(experiments().withName("x").get()).getSpec();
        assertThat(spec.repeats()).isEqualTo(3);
        assertThat(spec.maxRuns()).isEqualTo(256);
        assertThat(spec.objective().metric()).isEqualTo(Objective.Metric.REQUESTS_PER_SECOND);
        assertThat(spec.comparison()).isEqualTo(new PerformanceExperimentSpec.Comparison(95, 5, true));
        assertThat(spec.template().spec().pools()).isEqualTo(new Pools(100, 150, 20));
        assertThat(spec.template().spec().model().id()).isEqualTo("arnir0/Tiny-LLM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "template: {spec: {clients: 2}}",
                "factors: [{name: t, path: pools.threads, values: [1, 3]}]",
                "factors: null",
                "exclude: [{t: 2}]",
                "baseline: {t: 2}",
                "repeats: 4",
                "order: Sequential",
                "seed: 7",
                "objective: {metric: p99Ms}",
                "comparison: {minEffectPercent: 0}",
                "comparison: {aa: false}"
            })
    void whatIsComparedIsImmutableWhileItIsUnderWay(String edit) {
        create("x", GRID);
        for (var phase : new ExperimentPhase[] {ExperimentPhase.RUNNING, ExperimentPhase.SUSPENDED}) {
            setPhase(phase);
            assertThat(catchThrowableOfType(KubernetesClientException.class, () -> merge(edit)))
                    .as("%s", phase)
                    .hasMessageContaining("is immutable once runs were planned by it");
        }
        setPhase(ExperimentPhase.SUCCEEDED);

        assertThat(merge(edit)).isNotNull();
    }

    @Test
    void whatIsSuspendedBeforeItIsPlannedMayStillChange() {
        create("x", GRID);
        experiments().withName("x").editStatus(experiment -> {
            experiment.setStatus(PerformanceExperimentStatus.empty().withPhase(ExperimentPhase.SUSPENDED));
            return experiment;
        });

        assertThat(merge("repeats: 4")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cancel: true",
                "suspend: true",
                "rerun: again",
                "parallelism: 2",
                "cooldownSeconds: 9",
                "maxRuns: 7"
            })
    void theRestMayChangeAtAnyTime(String edit) {
        create("x", GRID);
        setPhase(ExperimentPhase.RUNNING);

        assertThat(merge(edit)).isNotNull();
    }

    private static NonNamespaceOperation<
                    PerformanceExperiment,
                    KubernetesResourceList<PerformanceExperiment>,
                    Resource<PerformanceExperiment>>
            experiments() {
        return client.resources(PerformanceExperiment.class).inNamespace("default");
    }

    private static GenericKubernetesResource create(String name, String spec) {
        var resource = Serialization.unmarshal(EXPERIMENT.formatted(name, spec), GenericKubernetesResource.class);
        return client.resource(resource)
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .create();
    }

    private static PerformanceExperiment merge(String spec) {
        var patch = "{\"spec\":" + Serialization.unmarshal(spec, JsonNode.class) + "}";
        return experiments().withName("x").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private static void setPhase(ExperimentPhase phase) {
        experiments().withName("x").editStatus(experiment -> {
            experiment.setStatus(
                    PerformanceExperimentStatus.empty().withPhase(phase).withPlan("0123456789abcdef"));
            return experiment;
        });
    }
}
