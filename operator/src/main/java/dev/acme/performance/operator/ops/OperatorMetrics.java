package dev.acme.performance.operator.ops;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.PerformanceRunStatus;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import org.jspecify.annotations.Nullable;

/** What the operator counts of itself. */
public final class OperatorMetrics {
    private static final JsonMapper WORDS = JsonMapper.builder().build();

    private final Counter steps;
    private final Counter ended;
    private final Counter writes;
    private final Gauge leader;

    public OperatorMetrics(CollectorRegistry registry) {
        steps = Counter.build("performance_operator_steps_total", "steps carried out, by kind")
                .labelNames("step")
                .register(registry);
        ended = Counter.build("performance_operator_attempts_ended_total", "attempts that ended, by phase and verdict")
                .labelNames("phase", "verdict")
                .register(registry);
        writes = Counter.build(
                        "performance_operator_api_writes_total",
                        "requests that change the API server, by resource and method")
                .labelNames("resource", "method")
                .register(registry);
        leader = Gauge.build(
                        "performance_operator_leader", "1 where this replica carries runs out, 0 where it stands by")
                .register(registry);
    }

    public void leads(boolean isLeading) {
        leader.set(isLeading ? 1 : 0);
    }

    public void step(String kind) {
        steps.labels(kind).inc();
    }

    /** Counts an attempt's end; the labels are the words of the API. */
    public void ended(PerformanceRunStatus status) {
        ended.labels(word(status.phase()), word(status.verdict())).inc();
    }

    private static String word(@Nullable Enum<?> value) {
        return value == null ? "" : WORDS.convertValue(value, String.class);
    }

    void wrote(String resource, String method) {
        writes.labels(resource, method).inc();
    }
}
