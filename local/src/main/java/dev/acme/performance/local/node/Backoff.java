package dev.acme.performance.local.node;

import java.time.Duration;

/** How long a container that ends again and again waits for its next start: not at all, then 10 s, 20 s … 5 min. */
record Backoff(Duration delay) {
    static final Backoff NONE = new Backoff(Duration.ZERO);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);

    /** The wait for the start after this one; a run that was long enough wipes the slate clean. */
    Backoff next(Duration ranFor, boolean isFirstEnd) {
        if (isFirstEnd || ranFor.compareTo(FORGIVEN_AFTER) >= 0) {
            return NONE;
        }
        if (delay.isZero()) {
            return new Backoff(FIRST);
        }
        var doubled = delay.multipliedBy(2);
        return new Backoff(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
    }
}
