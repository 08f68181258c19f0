package dev.acme.performance.registry.host;

import dev.acme.performance.registry.metrics.MetricsText;
import dev.acme.performance.registry.metrics.NodeProcessors;
import dev.acme.performance.registry.metrics.Phase;
import dev.acme.performance.registry.metrics.PhaseTimes;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/** The contract's metrics of a function host. */
final class HostMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final CollectorRegistry registry = new CollectorRegistry();
    private final Counter requests = Counter.build("registry_requests", "Answers by status code.")
            .labelNames("code")
            .register(registry);
    private final Counter coldStarts = Counter.build("function_cold_starts", "Environments started for a request.")
            .register(registry);
    private final Counter throttles = Counter.build("function_throttles", "Requests refused as Lambda would.")
            .register(registry);
    private final Histogram init = Histogram.build(
                    "function_init_seconds", "From a process's start to its environment's readiness.")
            .buckets(0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 10, 30, 130)
            .register(registry);
    private final PhaseTimes times = new PhaseTimes(registry);
    private final Gauge environments = Gauge.build("function_environments", "Environments by state, now.")
            .labelNames("state")
            .register(registry);

    HostMetrics() {
        registry.register(NodeProcessors.of(Path.of("/")));
    }

    /** Shows the environments in a state, read at each scrape. */
    void environments(String state, IntSupplier count) {
        environments.setChild(
                new Gauge.Child() {
                    @Override
                    public double get() {
                        return count.getAsInt();
                    }
                },
                state);
    }

    /** An answer's end: since the request's arrival, and where that went; nanoseconds. */
    void answered(int code, long nanos, Map<Phase, Long> phases) {
        requests.labels(Integer.toString(code)).inc();
        times.ended(nanos, phases);
    }

    void coldStart() {
        coldStarts.inc();
    }

    void initialised(StartTimes times) {
        init.observe(times.init() / NANOS_PER_SECOND);
    }

    void throttled() {
        throttles.inc();
    }

    /**
     * In Prometheus's text format 0.0.4.
     *
     * @param names of the samples wanted; none means all of them
     */
    String text(Set<String> names) {
        return MetricsText.of(registry, names);
    }
}
