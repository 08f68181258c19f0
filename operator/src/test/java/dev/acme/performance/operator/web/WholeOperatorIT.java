package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.operator.Definitions;
import dev.acme.performance.operator.OperatorConfig;
import dev.acme.performance.operator.PerformanceOperator;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The operator with its API, as its configuration starts it. */
class WholeOperatorIT {
    private final ReviewingApi api = new ReviewingApi();
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);

    private PerformanceOperator start(String apiPort) {
        var cluster = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withHttp2Disable(true)
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(cluster).build()) {
            Definitions.install(client);
        }
        var variables = Map.of(
                "REGISTRY_IMAGE", "registry:1",
                "LOADGEN_IMAGE", "loadgen:1",
                "S3_BUCKET", "models",
                "WATCH_NAMESPACES", "bench",
                "API_PORT", apiPort,
                "HTTP_PORT", "0");
        return PerformanceOperator.start(OperatorConfig.from(variables), cluster, "127.0.0.1", new CollectorRegistry());
    }

    @Test
    void aWorkloadThatIsTriggeredIsTakenUp() throws Exception {
        server.init();
        api.know("t", "anna");
        api.allow("anna", "bench");
        try (var operator = start("0");
                var http = HttpClient.newHttpClient()) {
            var made = send(
                    http,
                    request(operator, "/health/performance/workload")
                            .POST(BodyPublishers.ofString("{}"))
                            .build());

            assertThat(made.statusCode()).as(made.body()).isEqualTo(202);
            String id = Json.trusted(made.body()).path("run_id").asText();
            // the mock fills in no defaults, and such a run cannot be carried out: that it is taken up is what is asked
            // here
            Awaitility.await("seen")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> send(
                                            http,
                                            request(operator, "/health/performance/results/" + id)
                                                    .build())
                                    .statusCode()
                            == 200);
            assertThat(operator.apiPort()).isNotEqualTo(operator.port());
        } finally {
            server.destroy();
        }
    }

    @Test
    void whereItIsOffThereIsNone() {
        server.init();
        try (var operator = start("off")) {
            assertThatThrownBy(operator::apiPort).isInstanceOf(IllegalStateException.class);
        } finally {
            server.destroy();
        }
    }

    private static HttpRequest.Builder request(PerformanceOperator operator, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operator.apiPort() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer t");
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }
}
