package dev.acme.performance.operator.web.runs;

import dev.acme.performance.operator.web.watch.RunSummary;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * When a run will have ended, by what runs before it took from start to end: the median of those with the same measured spec,
 * else of those with the same compute, storage, mode and clients, else two minutes beside the load's own duration. Runs of
 * its namespace that are not over are ahead of it, each as long as itself. Pure.
 */
public record Estimate(List<RunSummary> known, int runsPerNamespace) {
    /** Of a run nobody has seen the like of: to fill a registry, start the service, ask, and collect. */
    static final Duration UNKNOWN = Duration.ofMinutes(2);

    /** When {@code wanted} will have ended; {@code load} is how long its load goes on, zero where it ends by itself. */
    public Instant completion(RunSummary wanted, Duration load, Instant now) {
        var one = median(run -> run.measuredSpec() != null && run.measuredSpec().equals(wanted.measuredSpec()))
                .or(() -> median(run -> isAlike(run, wanted)).map(median -> longer(median, load)))
                .orElse(UNKNOWN.plus(load));
        long ahead = known.stream()
                .filter(run -> run.namespace().equals(wanted.namespace()))
                .filter(run -> !run.uid().equals(wanted.uid())
                        && !run.hasEnded()
                        && !run.phase().equals("Suspended"))
                .count();
        return now.plus(one.multipliedBy(1 + ahead / runsPerNamespace));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static boolean isAlike(RunSummary run, RunSummary wanted) {
        return key(run).equals(key(wanted));
    }

    private static List<Optional<?>> key(RunSummary run) {
        return List.of(
                Optional.ofNullable(run.compute()),
                Optional.ofNullable(run.storage()),
                Optional.ofNullable(run.mode()),
                Optional.ofNullable(run.clients()));
    }

    private Optional<Duration> median(Predicate<RunSummary> which) {
        var took = known.stream()
                .filter(run -> run.phase().equals("Succeeded"))
                .filter(which)
                .flatMap(run -> took(run).stream())
                .sorted()
                .toList();
        return took.isEmpty() ? Optional.empty() : Optional.of(took.get(took.size() / 2));
    }

    private static Optional<Duration> took(RunSummary run) {
        if (run.startedAt() == null || run.completedAt() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.between(Instant.parse(run.startedAt()), Instant.parse(run.completedAt())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
