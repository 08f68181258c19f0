package dev.acme.performance.operator.web.watch;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Progress;
import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.web.http.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list: what it is, how far it came, and its numbers, absent where nothing was measured yet. Latencies are
 * milliseconds of successful requests, MB are 10^6 bytes, instants are RFC 3339, UTC.
 *
 * @param outcome how {@code attempt} ended, also while the next one waits for its turn; absent until it has
 * @param fidelity what the numbers stand for, as their result tells it; absent where there is none
 * @param completedAttempts those that succeeded, of the latest that the run remembers
 */
@RecordBuilder
public record RunSummary(
        String namespace,
        String name,
        String uid,
        String runId,
        int attempt,
        @Nullable String experiment,
        String phase,
        @Nullable String outcome,
        int completedAttempts,
        @Nullable String verdict,
        @Nullable String validity,
        @Nullable String fidelity,
        String createdAt,
        @Nullable String startedAt,
        @Nullable String completedAt,
        @Nullable String compute,
        @Nullable String storage,
        @Nullable Integer clients,
        @Nullable String mode,
        @Nullable String modelId,
        @Nullable String message,
        @Nullable Progress progress,
        @Nullable Double requestsPerSecond,
        @Nullable Double megabytesPerSecond,
        @Nullable Double meanMs,
        @Nullable Double medianMs,
        @Nullable Double p99Ms,
        @Nullable Double p99LowMs,
        @Nullable Double p99HighMs,
        @Nullable Double errorPercent,
        @Nullable String bottleneck,
        @Nullable String fingerprint,
        @Nullable String measuredSpec)
        implements RunSummaryBuilder.With {

    /** Of a run as the API server has it; one that this version cannot read has no numbers. */
    public static RunSummary of(PerformanceRun run) {
        var meta = run.getMetadata();
        var status = Optional.ofNullable(run.getStatus()).orElseGet(PerformanceRunStatus::empty);
        var spec = Optional.ofNullable(run.getSpec());
        var results = Optional.ofNullable(status.results());
        var latency = results.map(Results::latency);
        int attempt = Math.max(1, status.attempt());
        return new RunSummary(
                meta.getNamespace(),
                meta.getName(),
                meta.getUid(),
                Attempt.of(run, attempt).runId(),
                attempt,
                Optional.ofNullable(meta.getLabels())
                        .map(labels -> labels.get(ExperimentAttempt.EXPERIMENT))
                        .orElse(null),
                Json.word(Optional.ofNullable(status.phase()).orElse(Phase.PENDING)),
                outcome(status).map(Json::word).orElse(null),
                completedAttempts(status),
                Optional.ofNullable(status.verdict()).map(Json::word).orElse(null),
                Optional.ofNullable(status.validity()).map(Json::word).orElse(null),
                results.isPresent() ? fidelity(status) : null,
                Optional.ofNullable(meta.getCreationTimestamp()).orElse(""),
                status.startedAt(),
                status.completedAt(),
                spec.map(PerformanceRunSpec::compute)
                        .map(compute -> Json.word(compute.backend()))
                        .orElse(null),
                spec.map(PerformanceRunSpec::storage)
                        .map(storage -> Json.word(storage.backend()))
                        .orElse(null),
                spec.map(PerformanceRunSpec::clients).orElse(null),
                spec.map(PerformanceRunSpec::load)
                        .map(load -> Json.word(load.mode()))
                        .orElse(null),
                spec.map(PerformanceRunSpec::model).map(model -> model.id()).orElse(null),
                status.message(),
                status.progress(),
                number(results, it -> it.throughput().requestsPerSecond()),
                number(results, it -> it.throughput().bytesPerSecond() / 1e6),
                number(latency, Results.Latency::meanMs),
                number(latency, Results.Latency::medianMs),
                number(latency, Results.Latency::p99Ms),
                number(latency, Results.Latency::p99LowMs),
                number(latency, Results.Latency::p99HighMs),
                number(results, Results::errorPercent),
                Optional.ofNullable(status.bottleneck())
                        .map(Bottleneck::component)
                        .orElse(null),
                Optional.ofNullable(status.environment())
                        .map(RunEnvironment::fingerprint)
                        .orElse(null),
                status.measuredSpec());
    }

    private static @Nullable String fidelity(PerformanceRunStatus status) {
        return Optional.ofNullable(status.environment())
                .map(RunEnvironment::fidelity)
                .orElse(null);
    }

    private static Optional<Phase> outcome(PerformanceRunStatus status) {
        return Optional.ofNullable(status.phase())
                .filter(Phase::isTerminal)
                .or(() -> status.history().stream()
                        .filter(entry -> entry.attempt() == status.attempt())
                        .map(HistoryEntry::phase)
                        .findFirst());
    }

    private static int completedAttempts(PerformanceRunStatus status) {
        var before = status.history().stream()
                .filter(entry -> entry.attempt() != status.attempt())
                .map(HistoryEntry::phase);
        return (int) Stream.concat(outcome(status).stream(), before)
                .filter(Phase.SUCCEEDED::equals)
                .count();
    }

    private static <T> @Nullable Double number(Optional<T> of, Function<T, @Nullable Double> read) {
        return of.isPresent() ? read.apply(of.get()) : null;
    }

    public boolean hasEnded() {
        return switch (phase) {
            case "Succeeded", "Failed", "Cancelled" -> true;
            default -> false;
        };
    }
}
