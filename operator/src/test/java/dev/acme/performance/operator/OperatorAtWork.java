package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** An in-process API server that may refuse what it is told to, and an operator that is started when a test wants. */
final class OperatorAtWork implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int UNPROCESSABLE = 422;
    private static final String TRIED_RUNS =
            "/apis/performance.acme.dev/v1alpha1/namespaces/" + NAMESPACE + "/performanceruns?dryRun=All";

    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final FakeCluster cluster;
    private final Map<String, String> more;
    private PerformanceOperator operator;

    OperatorAtWork() {
        this(Map.of());
    }

    /** With variables beside those that every operator has. */
    OperatorAtWork(Map<String, String> more) {
        this.more = Map.copyOf(more);
        var answers = new HashMap<ServerRequest, Queue<ServerResponse>>();
        server = new KubernetesMockServer(
                new Context(), new MockWebServer(), answers, new KubernetesMixedDispatcher(answers), false);
        server.init();
        client = new KubernetesClientBuilder().withConfig(config()).build();
        Definitions.install(client);
        cluster = new FakeCluster(client);
        operator = started();
    }

    KubernetesClient client() {
        return client;
    }

    FakeCluster cluster() {
        return cluster;
    }

    void stopOperator() {
        operator.close();
    }

    void restartOperator() {
        operator = started();
    }

    private PerformanceOperator started() {
        return PerformanceOperator.start(operatorConfig(more), config(), "127.0.0.1", new CollectorRegistry());
    }

    /** Answers every create of {@code path} as an API server does that will not have it. */
    void refuse(String path, String sentence) {
        var status = new StatusBuilder()
                .withStatus("Failure")
                .withReason("Forbidden")
                .withCode(HttpURLConnection.HTTP_FORBIDDEN)
                .withMessage(sentence)
                .build();
        server.expect()
                .post()
                .withPath(path)
                .andReturn(HttpURLConnection.HTTP_FORBIDDEN, status)
                .always();
    }

    /** Answers that a run could be created, which the mock would do instead. */
    void admitEveryRun() {
        server.expect()
                .post()
                .withPath(TRIED_RUNS)
                .andReturn(HttpURLConnection.HTTP_CREATED, Runs.run(""))
                .always();
    }

    /** Answers that a run could not be created, as an API server does whose rules it breaks. */
    void refuseEveryRun(String sentence) {
        var status = new StatusBuilder()
                .withStatus("Failure")
                .withReason("Invalid")
                .withCode(UNPROCESSABLE)
                .withMessage(sentence)
                .build();
        server.expect()
                .post()
                .withPath(TRIED_RUNS)
                .andReturn(UNPROCESSABLE, status)
                .always();
    }

    void edit(String name, String spec) {
        Awaitility.await("edit of " + name)
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(e -> e instanceof KubernetesClientException conflict
                        && conflict.getCode() == HttpURLConnection.HTTP_CONFLICT)
                .until(() -> client.resources(PerformanceRun.class)
                                .inNamespace(NAMESPACE)
                                .withName(name)
                                .edit(run -> {
                                    run.setSpec(Runs.spec(spec));
                                    return run;
                                })
                        != null);
    }

    PerformanceRun await(String name, Predicate<PerformanceRunStatus> condition) {
        return Awaitility.await(name).atMost(PATIENCE).until(() -> cluster.run(name), run -> {
            var status = run.getStatus();
            return status != null && condition.test(status);
        });
    }

    static PerformanceRun named(String name) {
        var run = Runs.run("");
        run.getMetadata().setName(name);
        return run;
    }

    @Override
    public void close() {
        operator.close();
        client.close();
        server.destroy();
    }

    static OperatorConfig operatorConfig() {
        return operatorConfig(Map.of());
    }

    private static OperatorConfig operatorConfig(Map<String, String> more) {
        var variables = new HashMap<>(Map.of(
                "REGISTRY_IMAGE", "registry:1",
                "LOADGEN_IMAGE", "loadgen:1",
                "S3_BUCKET", "models",
                "EXTERNAL_TARGETS", "{\"inference\":{\"url\":\"http://inference.ml.svc:8000\"}}",
                "API_PORT", "off",
                "HTTP_PORT", "0"));
        variables.putAll(more);
        return OperatorConfig.from(variables);
    }

    Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withNamespace(NAMESPACE)
                // the mock's upgrade to HTTP/2 without TLS loses an answer now and then
                .withHttp2Disable(true)
                .build();
    }
}
