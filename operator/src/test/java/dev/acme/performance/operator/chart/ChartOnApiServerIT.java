package dev.acme.performance.operator.chart;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.RealApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every object of every row of the table, as a real API server takes it: strictly, without storing it. {@code
 * SERVICE_MONITOR_CRD} names the definition of a ServiceMonitor, with that of a PrometheusRule beside it; where it is not set, those are left
 * out.
 */
@EnabledIfEnvironmentVariable(named = Chart.HELM, matches = ".+")
@EnabledIfEnvironmentVariable(named = RealApiServer.ASSETS, matches = ".+")
class ChartOnApiServerIT {
    private static final String SERVICE_MONITOR_CRD = System.getenv().getOrDefault("SERVICE_MONITOR_CRD", "");
    private static final String RESTRICTED = "restricted";

    private static RealApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void startTheServer() throws IOException {
        server = RealApiServer.start();
        client = server.client();
        for (String namespace : List.of("bench", "other", "a", "b")) {
            createNamespace(namespace, Map.of());
        }
        createNamespace(RESTRICTED, Map.of("pod-security.kubernetes.io/enforce", "restricted"));
        if (!SERVICE_MONITOR_CRD.isEmpty()) {
            var definition = Path.of(SERVICE_MONITOR_CRD);
            define(definition);
            define(definition.resolveSibling("monitoring.coreos.com_prometheusrules.yaml"));
        }
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("dev.acme.performance.operator.chart.ChartCase#rendered")
    void takesEveryObject(ChartCase it) {
        Chart.rendered(it.values()).objects().stream()
                .filter(object -> !SERVICE_MONITOR_CRD.isEmpty()
                        || !object.path("apiVersion").asText().startsWith("monitoring.coreos.com/"))
                .map(ChartOnApiServerIT::typed)
                .forEach(ChartOnApiServerIT::take);
    }

    @ParameterizedTest
    @MethodSource("dev.acme.performance.operator.chart.ChartCase#rendered")
    void theChartsPodsKeepTheRestrictedLevel(ChartCase it) {
        var rendered = Chart.rendered(it.values());
        Stream.concat(
                        rendered.ofKind("Deployment").stream().map(workload -> workload.at("/spec/template/spec")),
                        rendered.ofKind("Pod").stream().map(pod -> pod.path("spec")))
                .map(spec -> Serialization.unmarshal(spec.toString(), PodSpec.class))
                .forEach(ChartOnApiServerIT::takeInRestricted);
    }

    @ParameterizedTest
    @MethodSource("dev.acme.performance.operator.target.ManifestsTest#everyPod")
    void thePodsOfRunsKeepTheRestrictedLevel(PodSpec pod) {
        takeInRestricted(pod);
    }

    private static void takeInRestricted(PodSpec spec) {
        // a priority class is an administrator's, and not there
        spec.setPriorityClassName(null);
        take(new PodBuilder()
                .withNewMetadata()
                .withNamespace(RESTRICTED)
                .withName("x")
                .endMetadata()
                .withSpec(spec)
                .build());
    }

    private static void take(HasMetadata object) {
        assertThatCode(() -> client.resource(object)
                        .dryRun()
                        .fieldValidation(FieldValidateable.Validation.STRICT)
                        .create())
                .as(object.getKind() + " " + object.getMetadata().getName())
                .doesNotThrowAnyException();
    }

    private static HasMetadata typed(ObjectNode object) {
        return Serialization.unmarshal(object.toString(), GenericKubernetesResource.class);
    }

    private static void define(Path definition) throws IOException {
        try (var file = Files.newInputStream(definition)) {
            client.load(file).create();
        }
    }

    private static void createNamespace(String name, Map<String, String> labels) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }
}
