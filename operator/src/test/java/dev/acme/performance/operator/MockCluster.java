package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
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
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** An in-process API server with the CRD, and the whole operator at work on it. */
final class MockCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final PerformanceOperator operator;

    private MockCluster(KubernetesMockServer server, int collectTimeoutSeconds) {
        this.server = server;
        client = new KubernetesClientBuilder().withConfig(config()).build();
        Definitions.install(client);
        operator = PerformanceOperator.start(
                OperatorConfig.from(Map.of(
                        "REGISTRY_IMAGE", "registry:1",
                        "LOADGEN_IMAGE", "loadgen:1",
                        "S3_BUCKET", "models",
                        "COLLECT_TIMEOUT_SECONDS", Integer.toString(collectTimeoutSeconds),
                        "API_PORT", "off",
                        "HTTP_PORT", "0")),
                config(),
                "127.0.0.1",
                new CollectorRegistry());
    }

    static MockCluster start() {
        return start(new KubernetesCrudDispatcher(), 60);
    }

    static MockCluster start(KubernetesCrudDispatcher dispatcher, int collectTimeoutSeconds) {
        var server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
        server.init();
        return new MockCluster(server, collectTimeoutSeconds);
    }

    KubernetesClient client() {
        return client;
    }

    FakeCluster cluster() {
        return new FakeCluster(client);
    }

    PerformanceRun await(String name, Predicate<PerformanceRunStatus> condition) {
        return Awaitility.await(name).atMost(PATIENCE).until(() -> cluster().run(name), run -> {
            var status = run.getStatus();
            return status != null && condition.test(status);
        });
    }

    void edit(String name, String spec) {
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

    private Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withNamespace(NAMESPACE)
                // the mock's upgrade to HTTP/2 without TLS loses an answer now and then
                .withHttp2Disable(true)
                .build();
    }

    @Override
    public void close() {
        operator.close();
        client.close();
        server.destroy();
    }
}
