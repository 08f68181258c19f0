package dev.acme.performance.registry.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.util.EnumMap;
import java.util.Map;

/** How long ended requests took, and in which phases: both of exactly the same requests, so that shares can be told. */
public final class PhaseTimes {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Phase, Counter.Child> spent = new EnumMap<>(Phase.class);
    private final Histogram request;

    public PhaseTimes(CollectorRegistry registry) {
        var counter = Counter.build(
                        "registry_request_phase_seconds", "Time of ended requests, by what it was spent with.")
                .labelNames("phase")
                .register(registry);
        for (var phase : Phase.values()) {
            spent.put(phase, counter.labels(phase.word()));
        }
        request = Histogram.build("registry_request_seconds", "From a request's arrival to its answer's end.")
                .buckets(Buckets.seconds())
                .register(registry);
    }

    /** A request ended: what it took in all, and where; nanoseconds. */
    public void ended(long nanos, Map<Phase, Long> phases) {
        phases.forEach((phase, spentNanos) -> {
            var child = spent.get(phase);
            if (child != null) {
                child.inc(Math.max(0, spentNanos) / NANOS_PER_SECOND);
            }
        });
        request.observe(nanos / NANOS_PER_SECOND);
    }
}
