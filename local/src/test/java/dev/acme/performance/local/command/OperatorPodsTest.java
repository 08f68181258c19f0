package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which pods a dashboard may come from. */
class OperatorPodsTest {
    private static final Map<String, String> LABELS = Map.of("app", "operator");

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
    private final KubernetesClient client = client();

    private KubernetesClient client() {
        server.init();
        return server.createClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    private void pod(String name, String ready, String port) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("ops")
                .withName(name)
                .withLabels(LABELS)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("operator")
                .addNewPort()
                .withName(port)
                .withContainerPort(8081)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
        client.resource(pod).create();
    }

    private Optional<List<String>> ready() {
        var service = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("ops")
                .withName("operator")
                .endMetadata()
                .withNewSpec()
                .withSelector(LABELS)
                .endSpec()
                .build();
        return new OperatorPods(client, service).ready();
    }

    @Test
    void thoseThatAreReadyAndServeAnApi() {
        pod("b", "True", "api");
        pod("a", "True", "api");
        pod("starting", "False", "api");
        pod("without", "True", "http");

        assertThat(ready()).contains(List.of("a", "b"));
    }

    @Test
    void nobodyKnowsWhereTheApiServerDoesNotAnswer() {
        server.destroy();
        client.getConfiguration().setRequestRetryBackoffLimit(0);

        assertThat(ready()).isEmpty();
    }
}
