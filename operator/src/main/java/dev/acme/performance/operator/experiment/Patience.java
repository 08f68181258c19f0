package dev.acme.performance.operator.experiment;

import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long an attempt goes on asking for what the API server refuses and may grant a moment later: rights that are just being
 * replaced, a quota, a type that is being upgraded. Counted from the first refusal since the last grant, so that what lasts
 * costs its two minutes once and not with every run; an operator that starts anew counts anew.
 */
final class Patience {
    static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Map<String, Instant> refusedSince = new ConcurrentHashMap<>();

    /** When to ask again: pauses grow by half of the time waited; empty once it has lasted too long. */
    Optional<Instant> again(ExperimentAttempt attempt, Instant now) {
        var since = refusedSince.computeIfAbsent(key(attempt), _ -> now);
        var end = since.plus(LONGEST);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        var half = Duration.between(since, now).dividedBy(2);
        var pause = half.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : half;
        var next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        return Optional.of(next.isBefore(end) ? next : end);
    }

    /** It was granted, or the attempt is over. */
    void isOver(ExperimentAttempt attempt) {
        refusedSince.remove(key(attempt));
    }

    private static String key(ExperimentAttempt attempt) {
        return attempt.uid() + "/" + attempt.number();
    }
}
