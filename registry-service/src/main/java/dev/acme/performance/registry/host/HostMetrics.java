package dev.acme.performance.registry.host;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
    private final Gauge environments = Gauge.build("function_environments", "Environments by state, now.")
            .labelNames("state")
            .register(registry);

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

    void answered(int code) {
        requests.labels(Integer.toString(code)).inc();
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

    /** All of them in Prometheus's text format 0.0.4. */
    String text() {
        var text = new StringWriter();
        try {
            TextFormat.write004(text, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
