package dev.acme.performance.registry.host;

import java.util.Locale;

/**
 * What a cold start consisted of, nanoseconds.
 *
 * @param waited until fewer others were starting on this host
 * @param spawn until the process was there
 * @param runtime until the handler's initialisation began
 * @param handler the initialisation, as the environment itself tells, milliseconds exact
 */
record StartTimes(long waited, long spawn, long runtime, long handler) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** What Lambda calls the initialisation, with the process's own start. */
    long init() {
        return spawn + runtime + handler;
    }

    /** Entries for Server-Timing, milliseconds. */
    String serverTiming() {
        return String.format(
                Locale.ROOT,
                "startwait;dur=%.3f, init;dur=%.3f, spawn;dur=%.3f, runtime;dur=%.3f, handler;dur=%.3f",
                waited / NANOS_PER_MILLI,
                init() / NANOS_PER_MILLI,
                spawn / NANOS_PER_MILLI,
                runtime / NANOS_PER_MILLI,
                handler / NANOS_PER_MILLI);
    }
}
