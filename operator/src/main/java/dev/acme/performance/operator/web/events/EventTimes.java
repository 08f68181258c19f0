package dev.acme.performance.operator.web.events;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a stream of events goes on, and what happens meanwhile.
 *
 * @param silence after which a comment shows that the stream lives
 * @param review how often the token is asked for again, beside what is kept of the last answer
 * @param longest life of a stream
 */
public record EventTimes(Duration silence, Duration review, Duration longest, LongSupplier nanoTime) {
    public static final EventTimes STANDARD =
            new EventTimes(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(15), System::nanoTime);
}
