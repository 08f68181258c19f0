package dev.acme.performance.operator.ops;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the operator counts of itself, and what it tells of its runs. */
public final class OperatorMetrics {
    private final Counter steps;
    private final Counter ended;
    private final Counter writes;
    private final Gauge leader;
    private volatile Supplier<List<PerformanceRun>> runs = List::of;
    private volatile Function<PerformanceRun, String> fidelity = run -> "";
    private volatile boolean isLeading;

    public OperatorMetrics(CollectorRegistry registry) {
        steps = Counter.build("performance_operator_steps_total", "steps carried out, by kind")
                .labelNames("step")
                .register(registry);
        ended = Counter.build("performance_operator_attempts_ended_total", "attempts that ended, by phase and verdict")
                .labelNames("phase", "verdict")
                .register(registry);
        // a series that begins with its first event hides it from increase()
        for (var phase : Phase.values()) {
            if (phase.isTerminal()) {
                for (var verdict : Verdict.values()) {
                    ended.labels(Words.of(phase), Words.of(verdict));
                }
            }
        }
        writes = Counter.build(
                        "performance_operator_api_writes_total",
                        "requests that change the API server, by resource and method")
                .labelNames("resource", "method")
                .register(registry);
        leader = Gauge.build(
                        "performance_operator_leader", "1 where this replica carries runs out, 0 where it stands by")
                .register(registry);
        new RunSeries(() -> isLeading ? runs.get() : List.of(), new RunLabels(run -> fidelity.apply(run)))
                .register(registry);
    }

    /** One replica tells of the runs, or every run would be there twice. */
    public void leads(boolean leads) {
        isLeading = leads;
        leader.set(leads ? 1 : 0);
    }

    /**
     * Where the runs are that are told of from now on, as far as they are known.
     *
     * @param expected fidelity of a run's numbers, for as long as it has none that tell it
     */
    public void over(Supplier<List<PerformanceRun>> known, Function<PerformanceRun, String> expected) {
        fidelity = expected;
        runs = known;
    }

    public void step(String kind) {
        steps.labels(kind).inc();
    }

    /** Counts an attempt's end; the labels are the words of the API. */
    public void ended(PerformanceRunStatus status) {
        ended.labels(Words.of(status.phase()), Words.of(status.verdict())).inc();
    }

    void wrote(String resource, String method) {
        writes.labels(resource, method).inc();
    }
}
