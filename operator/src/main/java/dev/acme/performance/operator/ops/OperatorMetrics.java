package dev.acme.performance.operator.ops;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;

/** What the operator counts of itself. */
public final class OperatorMetrics {
    private final Counter steps;
    private final Counter ended;
    private final Counter writes;

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
    }

    public void step(String kind) {
        steps.labels(kind).inc();
    }

    public void ended(PerformanceRun run, PerformanceRunStatus status) {
        ended.labels(String.valueOf(status.phase()), String.valueOf(status.verdict()))
                .inc();
    }

    void wrote(String resource, String method) {
        writes.labels(resource, method).inc();
    }
}
