package dev.acme.performance.operator.web.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.web.http.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Seed 001's result object, field for field, and what a client needs beside it to know what it looks at. Rates and latencies
 * are of successful requests; {@code error_rate} is percent. Pure.
 */
final class SeedResult {
    private SeedResult() {}

    /** Of the attempt that the status tells of, or of one that it has not come to. */
    static ObjectNode latest(Attempt attempt, PerformanceRunStatus status) {
        boolean isTold = status.attempt() == attempt.number();
        // while a further attempt waits for its turn, the status still tells of this one, under the phase of that
        var ended = entry(attempt, status).map(HistoryEntry::phase);
        var current = isTold ? ended.or(() -> Optional.ofNullable(status.phase())) : Optional.<Phase>empty();
        var phase = current.map(Json::word).orElse("Pending");
        boolean isFollowed = ended.filter(end -> end != status.phase()).isPresent();
        var answer = head(attempt, word(phase));
        answer.put("started_at", isTold ? status.startedAt() : null);
        answer.put("completed_at", isTold ? status.completedAt() : null);
        answer.set("metrics", isTold && status.results() != null ? metrics(Json.tree(status.results())) : Json.none());
        answer.put("phase", phase);
        answer.put("verdict", isTold && status.verdict() != null ? Json.word(status.verdict()) : null);
        answer.put("validity", isTold && status.validity() != null ? Json.word(status.validity()) : null);
        answer.put("fidelity", isTold && status.results() != null ? fidelity(status) : null);
        answer.put(
                "message",
                isFollowed ? "another attempt was asked for" : isTold ? status.message() : "waits for its turn");
        answer.set("progress", isTold && status.progress() != null ? Json.tree(status.progress()) : Json.none());
        return answer;
    }

    /** Of an attempt that others followed: by its full result where that is kept, and by the run's history. */
    static ObjectNode earlier(Attempt attempt, PerformanceRunStatus status, Optional<JsonNode> fullResult) {
        var entry = entry(attempt, status);
        if (entry.isEmpty() && fullResult.isEmpty()) {
            return forgotten(attempt);
        }
        var phase = entry.map(HistoryEntry::phase).map(Json::word).orElse("Succeeded");
        var answer = head(attempt, word(phase));
        answer.put(
                "started_at",
                fullResult.map(result -> text(result, "startedAt")).orElse(null));
        answer.put(
                "completed_at",
                entry.map(HistoryEntry::completedAt)
                        .or(() -> fullResult.map(result -> text(result, "finishedAt")))
                        .orElse(null));
        answer.set("metrics", fullResult.map(SeedResult::metrics).orElseGet(Json::none));
        answer.put("phase", phase);
        answer.put("verdict", entry.map(HistoryEntry::verdict).map(Json::word).orElse(null));
        answer.put(
                "validity",
                entry.map(HistoryEntry::validity)
                        .map(Json::word)
                        .or(() -> fullResult.map(result -> text(result, "validity")))
                        .orElse(null));
        // the full result is the load generator's, which knows its target by name only
        answer.putNull("fidelity");
        answer.put(
                "message",
                fullResult.isPresent()
                        ? "another attempt followed"
                        : "another attempt followed, and the full result of this one is not kept");
        answer.set("progress", Json.none());
        return answer;
    }

    /** It was suspended before it had a result, or is older than what a run keeps. */
    private static ObjectNode forgotten(Attempt attempt) {
        var answer = head(attempt, "cancelled");
        for (var field : List.of("started_at", "completed_at", "metrics", "phase", "verdict", "validity", "fidelity")) {
            answer.putNull(field);
        }
        return answer.put("message", "another attempt followed, and nothing is kept of this one")
                .putNull("progress");
    }

    private static @Nullable String fidelity(PerformanceRunStatus status) {
        return Optional.ofNullable(status.environment())
                .map(RunEnvironment::fidelity)
                .orElse(null);
    }

    private static Optional<HistoryEntry> entry(Attempt attempt, PerformanceRunStatus status) {
        return status.history().stream()
                .filter(one -> one.attempt() == attempt.number())
                .findFirst();
    }

    private static @Nullable String text(JsonNode result, String field) {
        return result.path(field).isTextual() ? result.path(field).asText() : null;
    }

    private static ObjectNode head(Attempt attempt, String word) {
        return Json.object()
                .put("run_id", attempt.runId())
                .put("status", word)
                .put("namespace", attempt.namespace())
                .put("name", attempt.run())
                .put("attempt", attempt.number());
    }

    /** The seed's words; {@code cancelled} is ours, for such a run neither completed nor failed. */
    static String word(String phase) {
        return switch (phase) {
            case "Running", "Collecting" -> "running";
            case "Succeeded" -> "completed";
            case "Failed" -> "failed";
            case "Cancelled" -> "cancelled";
            default -> "started";
        };
    }

    /** @param results {@code status.results}, or a RunResult, which has the same fields */
    private static JsonNode metrics(JsonNode results) {
        var metrics = Json.object();
        var throughput = metrics.putObject("throughput");
        throughput.set("requests_per_second", results.at("/throughput/requestsPerSecond"));
        throughput.set("bytes_per_second", results.at("/throughput/bytesPerSecond"));
        var latency = results.path("latency");
        if (latency.isObject()) {
            metrics.putObject("latency")
                    .<ObjectNode>set("mean_ms", latency.path("meanMs"))
                    .<ObjectNode>set("median_ms", latency.path("medianMs"))
                    .<ObjectNode>set("p99_ms", latency.path("p99Ms"))
                    .<ObjectNode>set("min_ms", latency.path("minMs"))
                    .set("max_ms", latency.path("maxMs"));
        } else {
            metrics.putNull("latency");
        }
        metrics.set("error_rate", results.path("errorPercent"));
        metrics.set("total_requests", results.path("requests"));
        metrics.set("total_bytes", results.path("bytes"));
        return metrics;
    }
}
