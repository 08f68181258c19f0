package dev.acme.performance.operator;

import dev.acme.performance.operator.ops.OperatorMetrics;
import dev.acme.performance.operator.ops.OpsServer;
import dev.acme.performance.operator.ops.WriteCounter;
import dev.acme.performance.operator.run.PerformanceRunReconciler;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;

/** The running operator: started with the objects of one API server, stopped within a bound. */
public final class PerformanceOperator implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration RESYNC = Duration.ofMinutes(1);
    private static final int THREADS = 8;

    private final Operator operator;
    private final KubernetesClient client;
    private final OpsServer ops;

    private PerformanceOperator(Operator operator, KubernetesClient client, OpsServer ops) {
        this.operator = operator;
        this.client = client;
        this.ops = ops;
    }

    /** Starts watching. The caller's {@code cluster} says where; {@code host} is where metrics are served. */
    public static PerformanceOperator start(
            OperatorConfig config, Config cluster, String host, CollectorRegistry registry) {
        var metrics = new OperatorMetrics(registry);
        var client = new KubernetesClientBuilder()
                .withConfig(cluster)
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("write-counter", new WriteCounter(metrics)))
                .build();
        var operator = new Operator(overrides -> overrides
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(THREADS)
                .withUseSSAToPatchPrimaryResource(false)
                .withReconciliationTerminationTimeout(STOP_LIMIT));
        operator.register(
                PerformanceRunReconciler.of(client, config.runs(), metrics, Clock.systemUTC()), controller -> {
                    controller.withGenerationAware(false).withReconciliationMaxInterval(RESYNC);
                    if (!config.namespaces().isEmpty()) {
                        controller.settingNamespaces(config.namespaces());
                    }
                });
        operator.start();
        var ops = OpsServer.start(
                host,
                config.httpPort(),
                registry,
                () -> operator.getRuntimeInfo().isStarted(),
                () -> operator.getRuntimeInfo().allEventSourcesAreHealthy());
        return new PerformanceOperator(operator, client, ops);
    }

    /** Where {@code /metrics}, {@code /livez} and {@code /readyz} are served. */
    public int port() {
        return ops.port();
    }

    @Override
    public void close() {
        ops.close();
        operator.stop();
        client.close();
    }
}
