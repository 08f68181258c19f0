package dev.acme.performance.operator.experiment;

import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long an attempt goes on asking for what the API server refuses and may grant a moment later: rights that are just being
 * replaced, a quota, a type that is being upgraded. Counted from the first refusal since the last grant of its kind, so that what
 * lasts costs its two minutes once and not with every run; an operator that starts anew counts anew.
 */
final class Patience {
    static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Map<Asked, Instant> refusedSince = new ConcurrentHashMap<>();

    /** What was asked for. */
    enum Kind {
        PLAN,
        RUN,
        REPORT
    }

    private record Asked(String uid, int attempt, Kind kind) {
        static Asked of(ExperimentAttempt attempt, Kind kind) {
            return new Asked(attempt.uid(), attempt.number(), kind);
        }
    }

    /** When to ask again: pauses grow by half of the time waited; empty once it has lasted too long. */
    Optional<Instant> again(ExperimentAttempt attempt, Kind kind, Instant now) {
        var since = refusedSince.computeIfAbsent(Asked.of(attempt, kind), _ -> now);
        var end = since.plus(LONGEST);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        var half = Duration.between(since, now).dividedBy(2);
        var pause = half.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : half;
        var next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        return Optional.of(next.isBefore(end) ? next : end);
    }

    /** Until when what is refused at {@code now} is asked for. */
    Instant end(ExperimentAttempt attempt, Kind kind, Instant now) {
        return refusedSince.getOrDefault(Asked.of(attempt, kind), now).plus(LONGEST);
    }

    /** Whether it is still asked for again when it is refused at {@code now}. */
    boolean lasts(ExperimentAttempt attempt, Kind kind, Instant now) {
        return now.isBefore(end(attempt, kind, now));
    }

    /** It was granted. */
    void isOver(ExperimentAttempt attempt, Kind kind) {
        refusedSince.remove(Asked.of(attempt, kind));
    }

    /** The attempt has ended. */
    void isOver(ExperimentAttempt attempt) {
        Arrays.stream(Kind.values()).forEach(kind -> isOver(attempt, kind));
    }
}
