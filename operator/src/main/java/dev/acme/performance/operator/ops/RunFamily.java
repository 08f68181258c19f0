package dev.acme.performance.operator.ops;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.Validity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A number of a run, and what it means; no value where the run has none.
 *
 * @param isOfNumbers whether it tells, or judges, what was measured
 */
record RunFamily(String name, String help, boolean isOfNumbers, Function<PerformanceRun, Optional<Double>> value) {
    private static final double MILLIS = 1e3;
    private static final double PERCENT = 100;

    /** Latencies, which are a summary, stand beside these. */
    static final List<RunFamily> ALL = List.of(
            about(
                    "perf_run_attempt",
                    "Number of the latest attempt.",
                    run -> Optional.of((double) status(run).attempt())),
            about(
                    "perf_run_clients",
                    "Clients that the run asks for.",
                    run -> Optional.of((double) run.getSpec().clients())),
            about(
                    "perf_run_timeout_seconds",
                    "What an attempt may take.",
                    run -> Optional.of((double) run.getSpec().timeoutSeconds())),
            about(
                    "perf_run_started_timestamp_seconds",
                    "When the latest attempt began.",
                    run -> instant(status(run).startedAt())),
            about(
                    "perf_run_completed_timestamp_seconds",
                    "When it ended; absent while it is under way.",
                    run -> instant(status(run).completedAt())),
            about(
                    "perf_run_progress_ratio",
                    "How far its load has come, 0 to 1, as last written to the status; absent when it is over.",
                    run -> Optional.ofNullable(status(run).progress()).map(it -> it.percent() / PERCENT)),
            measured(
                    "perf_run_requests_per_second",
                    "Requests that succeeded, a second.",
                    results -> results.throughput().requestsPerSecond()),
            measured("perf_run_bytes_per_second", "Body bytes of requests that succeeded, a second.", results ->
                    (double) results.throughput().bytesPerSecond()),
            measured(
                    "perf_run_error_ratio",
                    "Requests that failed, 0 to 1 of all.",
                    results -> results.errorPercent() / PERCENT),
            measured("perf_run_load_duration_seconds", "How long the load lasted.", Results::durationSeconds),
            new RunFamily(
                    "perf_run_valid",
                    "1 where nothing speaks against the numbers, 0 where something does; validity of perf_run_info says how much.",
                    true,
                    run -> Optional.ofNullable(status(run).results())
                            .map(results -> status(run).validity() == Validity.VALID ? 1.0 : 0.0)));

    /** The latest attempt's results, if it has any that may be presented: those of a void one are not. */
    static Optional<Results> told(PerformanceRun run) {
        var status = status(run);
        return status.validity() == Validity.INVALID ? Optional.empty() : Optional.ofNullable(status.results());
    }

    static PerformanceRunStatus status(PerformanceRun run) {
        return Objects.requireNonNullElseGet(run.getStatus(), PerformanceRunStatus::empty);
    }

    private static RunFamily about(String name, String help, Function<PerformanceRun, Optional<Double>> value) {
        return new RunFamily(name, help, false, value);
    }

    private static RunFamily measured(String name, String help, Function<Results, Double> number) {
        return new RunFamily(name, help, true, run -> told(run).map(number));
    }

    private static Optional<Double> instant(@Nullable String text) {
        return Optional.ofNullable(text).map(it -> Instant.parse(it).toEpochMilli() / MILLIS);
    }
}
