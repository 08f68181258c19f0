package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Results;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads a run's status for the statistics. */
public final class RunReading {
    private RunReading() {}

    /** Of the run of that name; {@code block} is {@link RunFigures#NO_BLOCK} in a sequential experiment. */
    public static RunFigures of(String run, String cell, int repeat, int block, PerformanceRunStatus status) {
        var results = Optional.ofNullable(status.results());
        var cold = results.map(Results::cold);
        return new RunFigures(
                run,
                cell,
                repeat,
                block,
                Objects.requireNonNullElse(status.phase(), Phase.PENDING),
                Objects.requireNonNullElse(status.verdict(), Verdict.INCONCLUSIVE),
                status.validity(),
                reasons(status),
                results.map(RunReading::values).orElse(Map.of()),
                results.map(Results::requests).orElse(0L),
                cold.map(Results.Cold::count).orElse(0L),
                cold.map(Results.Cold::p99Ms).orElse(null),
                Optional.ofNullable(status.capacity())
                        .map(PerformanceRunStatus.Capacity::requestsPerSecondPerReplica)
                        .orElse(null),
                status.bottleneck(),
                status.cost(),
                Optional.ofNullable(status.environment())
                        .map(environment -> environment.fingerprint())
                        .orElse(""),
                Optional.ofNullable(status.capacity())
                        .filter(capacity -> capacity.requestsPerSecondPerReplica() == null)
                        .map(PerformanceRunStatus.Capacity::explanation)
                        .orElse(null),
                status.objectives());
    }

    private static List<String> reasons(PerformanceRunStatus status) {
        var reasons = new ArrayList<>(status.validityReasons());
        String message = status.message();
        if (status.phase() != Phase.SUCCEEDED && message != null && !message.isBlank()) {
            reasons.add(message);
        }
        return reasons;
    }

    private static Map<Metric, Double> values(Results results) {
        var values = new EnumMap<Metric, Double>(Metric.class);
        values.put(Metric.SUCCESS_PERCENT, results.successPercent());
        var throughput = results.throughput();
        if (throughput != null) {
            values.put(Metric.REQUESTS_PER_SECOND, throughput.requestsPerSecond());
            values.put(Metric.BYTES_PER_SECOND, (double) throughput.bytesPerSecond());
        }
        var latency = results.latency();
        if (latency != null) {
            values.put(Metric.MEAN_MS, latency.meanMs());
            values.put(Metric.MEDIAN_MS, latency.medianMs());
            values.put(Metric.P90_MS, latency.p90Ms());
            values.put(Metric.P95_MS, latency.p95Ms());
            values.put(Metric.P99_MS, latency.p99Ms());
            if (latency.p999Ms() != null) {
                values.put(Metric.P999_MS, latency.p999Ms());
            }
            values.put(Metric.MAX_MS, latency.maxMs());
        }
        return values;
    }
}
