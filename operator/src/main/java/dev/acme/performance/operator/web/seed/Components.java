package dev.acme.performance.operator.web.seed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.watch.RunSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /health/components} tells: seed 001's "performance", and what it stands on. Numbers are of the attempt
 * that completed last among those the caller may see and that are not void, and null where none has.
 *
 * @param runs those the caller may see
 * @param isReady whether this replica works or stands by as it should
 * @param isCurrent whether changes come in from the API server
 */
record Components(List<RunSummary> runs, boolean isReady, boolean isLeader, boolean isCurrent) {
    private static final String DESCRIPTION =
            "Performance testing component for measuring system throughput and latency. Workload can be triggered via POST"
                    + " /health/performance/workload. Results retrieved via GET /health/performance/results/{run_id}.";

    ArrayNode json() {
        return Json.array(List.of(performance(), operator(), kubernetes()));
    }

    private ObjectNode performance() {
        var component = component("performance", isReady && isCurrent, "Performance Testing", DESCRIPTION);
        var latest = runs.stream()
                .filter(run -> "Succeeded".equals(run.outcome())
                        && !"Invalid".equals(run.validity())
                        && run.requestsPerSecond() != null)
                .max(Comparator.comparing(run -> Objects.requireNonNullElse(run.completedAt(), "")));
        var metrics = component.putObject("metrics");
        metrics.put("latest_run_id", latest.map(RunSummary::runId).orElse(null));
        metrics.put(
                "latest_throughput_mbps",
                latest.map(RunSummary::megabytesPerSecond).orElse(null));
        metrics.put("latest_p99_latency_ms", latest.map(RunSummary::p99Ms).orElse(null));
        metrics.put("latest_mean_latency_ms", latest.map(RunSummary::meanMs).orElse(null));
        metrics.put("latest_median_latency_ms", latest.map(RunSummary::medianMs).orElse(null));
        metrics.put(
                "latest_success_rate",
                latest.map(RunSummary::errorPercent).map(errors -> 100 - errors).orElse(null));
        metrics.put(
                "total_runs_completed",
                runs.stream().mapToInt(RunSummary::completedAttempts).sum());
        metrics.put("last_run_started_at", last(RunSummary::startedAt));
        metrics.put("last_run_completed_at", last(RunSummary::completedAt));
        return component;
    }

    private @Nullable String last(Function<RunSummary, @Nullable String> instant) {
        return runs.stream()
                .flatMap(run -> Optional.ofNullable(instant.apply(run)).stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private ObjectNode operator() {
        var component = component(
                "operator",
                isReady,
                "Operator",
                "Carries PerformanceRuns out; one of several replicas leads, and any of them answers here.");
        component.putObject("metrics").put("is_leader", isLeader);
        return component;
    }

    private ObjectNode kubernetes() {
        var component = component(
                "kubernetes",
                isCurrent,
                "Kubernetes API",
                "The API server's changes reach this replica as they happen.");
        component.putObject("metrics");
        return component;
    }

    private static ObjectNode component(String id, boolean isWell, String name, String description) {
        return Json.object()
                .put("id", id)
                .put("status", isWell ? "ok" : "degraded")
                .put("display_name", name)
                .put("description", description);
    }
}
