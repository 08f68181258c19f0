package dev.acme.performance.operator;

import dev.acme.performance.operator.experiment.PerformanceExperimentReconciler;
import dev.acme.performance.operator.ops.OperatorMetrics;
import dev.acme.performance.operator.ops.OpsServer;
import dev.acme.performance.operator.ops.WriteCounter;
import dev.acme.performance.operator.run.Duty;
import dev.acme.performance.operator.run.LenientRuns;
import dev.acme.performance.operator.run.PerformanceRunReconciler;
import dev.acme.performance.operator.web.WebEndpoint;
import dev.acme.performance.operator.web.WebSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running operator: started with the objects of one API server, stopped within a bound. */
public final class PerformanceOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PerformanceOperator.class);
    /** Every step can be abandoned anywhere: whoever comes next reads the world anew. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    /** A namespace that cannot be watched yet is tried again in the background. */
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(10);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);
    private static final int THREADS = 8;
    private static final String AGENT = "performance-operator";
    /** The framework tries again by itself; a request that hangs on for minutes would only hide that. */
    private static final int REQUEST_RETRIES = 3;

    private final Operator operator;
    private final Optional<Elected> election;
    private final KubernetesClient client;
    private final Served served;

    private PerformanceOperator(Operator operator, Optional<Elected> election, KubernetesClient client, Served served) {
        this.operator = operator;
        this.election = election;
        this.client = client;
        this.served = served;
    }

    /** What answers over HTTP. */
    private record Served(OpsServer ops, Optional<WebEndpoint> web) implements AutoCloseable {
        @Override
        public void close() {
            web.ifPresent(WebEndpoint::close);
            ops.close();
        }
    }

    /** Makes them, of what they tell about the operator. */
    private interface Serving {
        Served start(BooleanSupplier isAlive, BooleanSupplier isReady, BooleanSupplier isActing);
    }

    /**
     * Starts watching. The caller's {@code cluster} says where; {@code host} is where metrics are served. Throws
     * {@link UnusableCluster} where nothing can be watched.
     */
    public static PerformanceOperator start(
            OperatorConfig config, Config cluster, String host, CollectorRegistry registry) {
        var metrics = new OperatorMetrics(registry);
        var election = config.election().map(settings -> new Elected(settings, metrics));
        metrics.leads(election.isEmpty());
        var client = client(cluster, metrics, election);
        try {
            check(config.namespaces(), client);
            return start(config, client, election, metrics, (isAlive, isReady, isActing) -> {
                var web = config.apiPort().stream()
                        .mapToObj(port -> web(config, host, port, isReady, isActing))
                        .map(settings -> WebEndpoint.start(settings, cluster, metrics))
                        .findFirst();
                BooleanSupplier isServing =
                        web.<BooleanSupplier>map(it -> it::isReady).orElse(isReady);
                try {
                    return new Served(OpsServer.start(host, config.httpPort(), registry, isAlive, isServing), web);
                } catch (RuntimeException e) {
                    web.ifPresent(WebEndpoint::close);
                    throw e;
                }
            });
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static PerformanceOperator start(
            OperatorConfig config,
            KubernetesClient client,
            Optional<Elected> election,
            OperatorMetrics metrics,
            Serving serving) {
        var operator = new Operator(overrides -> configure(overrides, client, election));
        BooleanSupplier isActing = () -> election.map(Elected::isLeading).orElse(true);
        var duty = new Duty(config.namespaces(), isActing);
        var reconciler = new PerformanceRunReconciler(client, config.runs(), duty, metrics, Clock.systemUTC());
        // the finalizer is the reconciler's own: it is only on runs that may have pods
        operator.register(
                reconciler,
                controller -> watched(controller, config.namespaces(), PerformanceRunReconciler.RESYNC)
                        .withTriggerReconcilerOnAllEvents(true));
        var experiments = new PerformanceExperimentReconciler(client, config.runs(), duty, metrics, Clock.systemUTC());
        operator.register(
                experiments,
                controller -> watched(controller, config.namespaces(), PerformanceExperimentReconciler.RESYNC)
                        .withTriggerReconcilerOnAllEvents(true));
        var served = serving.start(
                () -> reconciler.isWell() && experiments.isWell(),
                () -> operator.getRuntimeInfo().isStarted()
                        && operator.getRuntimeInfo().allEventSourcesAreHealthy(),
                isActing);
        try {
            operator.start();
        } catch (RuntimeException e) {
            served.close();
            throw e;
        }
        return new PerformanceOperator(operator, election, client, served);
    }

    private static WebSettings web(
            OperatorConfig config, String host, int port, BooleanSupplier isReady, BooleanSupplier isActing) {
        return WebSettings.standard(
                host,
                port,
                config.namespaces(),
                config.runs().fidelity().label(),
                config.runs().runsPerNamespace(),
                isReady,
                isActing);
    }

    private static <R extends HasMetadata> ControllerConfigurationOverrider<R> watched(
            ControllerConfigurationOverrider<R> controller, Set<String> namespaces, Duration resync) {
        var watched = controller
                .withGenerationAware(false)
                .withReconciliationMaxInterval(resync)
                .withRetry(new GenericRetry()
                        .setInitialInterval(FIRST_RETRY)
                        .setMaxInterval(LAST_RETRY.toMillis())
                        .withoutMaxAttempts());
        return namespaces.isEmpty() ? watched : watched.settingNamespaces(namespaces);
    }

    private static void configure(
            ConfigurationServiceOverrider overrides, KubernetesClient client, Optional<Elected> election) {
        overrides
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(THREADS)
                .withUseSSAToPatchPrimaryResource(false)
                // one namespace that may not be watched any more must not end the work in all others
                .withStopOnInformerErrorDuringStartup(false)
                .withCacheSyncTimeout(SYNC_LIMIT)
                .withReconciliationTerminationTimeout(STOP_LIMIT);
        election.ifPresent(elected -> overrides.withLeaderElectionConfiguration(elected.configuration()));
    }

    private static KubernetesClient client(Config cluster, OperatorMetrics metrics, Optional<Elected> election) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(cluster)
                        // the field manager, too: whose writes they are in managedFields
                        .withUserAgent(AGENT)
                        .withRequestRetryBackoffLimit(REQUEST_RETRIES)
                        .build())
                .withKubernetesSerialization(LenientRuns.serialization())
                .withHttpClientBuilderConsumer(http -> {
                    http.addOrReplaceInterceptor("write-counter", new WriteCounter(metrics));
                    election.ifPresent(elected -> http.addOrReplaceInterceptor("leadership", elected.leadership()));
                })
                .build();
    }

    private static void check(Set<String> namespaces, KubernetesClient client) {
        var problems = new Access(client).problems(namespaces);
        if (problems.size() >= Math.max(1, namespaces.size())) {
            throw new UnusableCluster(problems);
        }
        problems.forEach(problem -> LOG.warn("{}; tried again while the others are looked after", problem));
    }

    /** Where {@code /metrics}, {@code /livez} and {@code /readyz} are served. */
    public int port() {
        return served.ops().port();
    }

    /** Where the API and the dashboard are served; throws where {@code API_PORT} is off. */
    public int apiPort() {
        return served.web()
                .orElseThrow(() -> new IllegalStateException("API_PORT is off"))
                .port();
    }

    @Override
    public void close() {
        election.ifPresent(Elected::resign);
        operator.stop();
        election.ifPresent(elected -> elected.release(client));
        client.close();
        served.close();
    }
}
