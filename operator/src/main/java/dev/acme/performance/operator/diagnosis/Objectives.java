package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Objective;
import dev.acme.performance.crds.PerformanceRunStatus.ObjectiveResult;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Ranks;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.Validity;
import java.util.List;
import java.util.Optional;

/** Holds a result against the objectives. */
public final class Objectives {
    private final List<Objective> objectives;

    public Objectives(List<Objective> objectives) {
        this.objectives = List.copyOf(objectives);
    }

    /** Each objective with what was observed; an objective whose metric does not exist is not met. */
    public List<ObjectiveResult> check(Results results) {
        return objectives.stream().map(objective -> check(objective, results)).toList();
    }

    /** Pass, Warn or Fail by the objectives; Inconclusive where the numbers cannot carry a verdict, never Pass. */
    public Verdict verdict(Results results, Validity validity) {
        if (results.succeeded() == 0 || validity == Validity.INVALID) {
            return Verdict.INCONCLUSIVE;
        }
        if (objectives.isEmpty()) {
            return Verdict.NONE;
        }
        var missed = objectives.stream()
                .filter(objective -> isKnown(objective, results)
                        && !check(objective, results).met())
                .map(Objective::severity)
                .toList();
        if (missed.contains(Objective.Severity.FAIL)) {
            return Verdict.FAIL;
        }
        if (objectives.stream().anyMatch(objective -> !isKnown(objective, results))) {
            return Verdict.INCONCLUSIVE;
        }
        return missed.isEmpty() ? Verdict.PASS : Verdict.WARN;
    }

    /** Rule H-01: of fewer successes the p99.9 has no upper bound. With none of the p99 a run is suspect, and judged. */
    private static boolean isKnown(Objective objective, Results results) {
        return objective.metric() != Objective.Metric.P999_MS || results.succeeded() >= Ranks.FEWEST_FOR_P999;
    }

    private static ObjectiveResult check(Objective objective, Results results) {
        var observed = isKnown(objective, results) ? observed(objective.metric(), results) : Optional.<Double>empty();
        boolean met = observed.isPresent()
                && (objective.max() == null || observed.get() <= objective.max())
                && (objective.min() == null || observed.get() >= objective.min());
        return new ObjectiveResult(objective.name(), observed.orElse(null), met);
    }

    private static Optional<Double> observed(Objective.Metric metric, Results results) {
        var latency = Optional.ofNullable(results.latency());
        return switch (metric) {
            case MEAN_MS -> latency.map(Results.Latency::meanMs);
            case MEDIAN_MS -> latency.map(Results.Latency::medianMs);
            case P90_MS -> latency.map(Results.Latency::p90Ms);
            case P95_MS -> latency.map(Results.Latency::p95Ms);
            case P99_MS -> latency.map(Results.Latency::p99Ms);
            case P999_MS -> latency.flatMap(it -> Optional.ofNullable(it.p999Ms()));
            case MAX_MS -> latency.map(Results.Latency::maxMs);
            case REQUESTS_PER_SECOND -> Optional.of(results.throughput().requestsPerSecond());
            case BYTES_PER_SECOND -> Optional.of((double) results.throughput().bytesPerSecond());
            case SUCCESS_PERCENT -> Optional.of(results.successPercent());
        };
    }
}
