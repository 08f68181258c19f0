package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several replicas, of which one acts; and the start of a replica that may not. */
class LeaderIT {
    private static final Duration GRACEFUL = Duration.ofSeconds(20);
    private KubernetesMockServer server;
    private KubernetesClient client;
    private FakeCluster cluster;

    @BeforeEach
    void start() {
        server = MockElections.server();
        client = new KubernetesClientBuilder().withConfig(config()).build();
        Definitions.install(client);
        cluster = new FakeCluster(client);
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void aStandbyTakesOverAtOnceWhenTheLeaderEndsOrderly() {
        var ofFirst = new CollectorRegistry();
        var ofSecond = new CollectorRegistry();
        var first = replica("a", ofFirst);
        awaitLeader(ofFirst);
        try (var second = replica("b", ofSecond)) {
            assertThat(leads(ofSecond)).isZero();
            assertThat(status(second, "/readyz")).isEqualTo(200);
            assertThat(status(second, "/livez")).isEqualTo(200);
            var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
            String job = cluster.job(attempt, Component.POPULATE).getMetadata().getUid();

            long begin = System.nanoTime();
            first.close();
            long stopped = System.nanoTime();
            awaitLeader(ofSecond);
            System.err.printf(
                    "orderly end: %d ms, takeover after it: %d ms%n",
                    (stopped - begin) / 1_000_000, (System.nanoTime() - stopped) / 1_000_000);
            cluster.carryOut(attempt, Runs.result(100));

            Awaitility.await("the run ends")
                    .atMost(GRACEFUL)
                    .until(() -> cluster.run("tiny").getStatus().phase() == Phase.SUCCEEDED);
            assertThat(cluster.run("tiny").getStatus().attempt()).isEqualTo(1);
            assertThat(job).isNotBlank();
            assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("b");
        }
        assertThat(lease().getSpec().getHolderIdentity()).isEmpty();
    }

    @Test
    void aNamespaceThatMayNotBeReadIsNamedAndTheOthersAreLookedAfter() {
        forbid("locked");

        try (var _ = PerformanceOperator.start(
                config("WATCH_NAMESPACES", "bench,locked"), config(), "127.0.0.1", new CollectorRegistry())) {
            var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);

            assertThat(cluster.job(attempt, Component.POPULATE)).isNotNull();
        }
    }

    @Test
    void whereNothingMayBeReadTheStartSaysWhy() {
        forbid("locked");

        assertThatThrownBy(() -> PerformanceOperator.start(
                        config("WATCH_NAMESPACES", "locked"), config(), "127.0.0.1", new CollectorRegistry()))
                .isInstanceOf(UnusableCluster.class)
                .hasMessageContaining("performanceruns of namespace locked cannot be listed: forbidden");
    }

    private void forbid(String namespace) {
        var status = new StatusBuilder()
                .withStatus("Failure")
                .withReason("Forbidden")
                .withCode(403)
                .withMessage("forbidden")
                .build();
        server.expect()
                .get()
                .withPath("/apis/performance.acme.dev/v1alpha1/namespaces/" + namespace + "/performanceruns?limit=1")
                .andReturn(403, status)
                .always();
    }

    private PerformanceOperator replica(String name, CollectorRegistry registry) {
        return PerformanceOperator.start(
                config("LEADER_ELECTION", "true", "LEASE_NAMESPACE", "perf", "POD_NAME", name),
                config(),
                "127.0.0.1",
                registry);
    }

    private static void awaitLeader(CollectorRegistry registry) {
        Awaitility.await("leader").atMost(GRACEFUL).until(() -> leads(registry) == 1);
    }

    private static double leads(CollectorRegistry registry) {
        return registry.getSampleValue("performance_operator_leader");
    }

    private static int status(PerformanceOperator operator, String path) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operator.port() + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Lease lease() {
        return Objects.requireNonNull(client.resources(Lease.class)
                .inNamespace("perf")
                .withName("performance-operator")
                .get());
    }

    private static OperatorConfig config(String... more) {
        var variables = new TreeMap<>(Map.of(
                "REGISTRY_IMAGE", "registry:1",
                "LOADGEN_IMAGE", "loadgen:1",
                "S3_BUCKET", "models",
                "API_PORT", "off",
                "HTTP_PORT", "0"));
        for (int index = 0; index < more.length; index += 2) {
            variables.put(more[index], more[index + 1]);
        }
        return OperatorConfig.from(variables);
    }

    private Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withNamespace(FakeCluster.NAMESPACE)
                .withHttp2Disable(true)
                .build();
    }
}
