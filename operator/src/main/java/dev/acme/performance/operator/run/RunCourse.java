package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.diagnosis.CapacityRule;
import dev.acme.performance.operator.diagnosis.CourseFindings;
import dev.acme.performance.operator.diagnosis.DriftRule;
import dev.acme.performance.operator.diagnosis.PastRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run's seconds, and the attempts before it, add to the status of a judged result; pure. */
final class RunCourse {
    private RunCourse() {}

    /** With drift, findings and capacity; {@code judged} has its verdict and validity. */
    static PerformanceRunStatus on(PerformanceRunStatus judged, PerformanceRunSpec spec, RunResult result) {
        var drift = DriftRule.of(spec.load(), result);
        var told = judged.withDrift(drift)
                .withFindings(bounded(result.findings(), CourseFindings.of(spec.load(), result, drift)));
        return withCapacity(told, spec, result.results());
    }

    /** With what the run shows of capacity, by the verdict and the drift that the status has. */
    static PerformanceRunStatus withCapacity(PerformanceRunStatus judged, PerformanceRunSpec spec, Results results) {
        boolean isDrifting =
                judged.drift() != null && Boolean.TRUE.equals(judged.drift().detected());
        return judged.withCapacity(CapacityRule.of(
                spec,
                new CapacityRule.Judged(
                        results,
                        Objects.requireNonNullElse(judged.verdict(), Verdict.INCONCLUSIVE),
                        Objects.requireNonNullElse(judged.validity(), Validity.INVALID),
                        judged.validityReasons(),
                        isDrifting)));
    }

    /** With the attempt in the history. */
    static PerformanceRunStatus remembered(PerformanceRunStatus closed) {
        var history = new ArrayList<>(closed.history());
        history.addFirst(entry(closed));
        return closed.withHistory(history.subList(0, Math.min(FinalStatus.HISTORY, history.size())));
    }

    /** With what the attempts before it, the earliest first, say of it: {@code past} ends with this one, of {@code run}. */
    static PerformanceRunStatus compared(PerformanceRunStatus remembered, String run, List<PastRun> past) {
        return remembered.results() == null
                ? remembered
                : remembered.withFindings(bounded(remembered.findings(), CourseFindings.of(run, past)));
    }

    private static HistoryEntry entry(PerformanceRunStatus status) {
        var results = Optional.ofNullable(status.results());
        var latency = results.map(Results::latency);
        var environment = status.environment();
        return new HistoryEntry(
                status.attempt(),
                Objects.requireNonNullElse(status.completedAt(), ""),
                Statuses.phase(status),
                Objects.requireNonNullElse(status.verdict(), Verdict.INCONCLUSIVE),
                latency.map(Results.Latency::p99Ms).orElse(null),
                results.map(it -> it.throughput().requestsPerSecond()).orElse(null),
                latency.map(Results.Latency::medianMs).orElse(null),
                environment == null ? null : environment.fingerprint(),
                status.measuredSpec(),
                status.validity());
    }

    private static List<Notice> bounded(List<Notice> before, List<Notice> more) {
        return Stream.concat(before.stream(), more.stream())
                .distinct()
                .limit(Notice.MOST_IN_STATUS)
                .toList();
    }
}
