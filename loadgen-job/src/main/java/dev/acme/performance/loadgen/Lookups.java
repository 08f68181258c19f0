package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.loadgen.drive.LoadRun;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Looks the target's name up again and again during a timed run, for an autoscaler may have added replicas or taken some
 * away. The JVM remembers an answer for as long as jvm.options says.
 */
final class Lookups {
    private static final int PAUSE_SECONDS = 2;

    private Lookups() {}

    /** A burst is over before a replica could have come. */
    static void follow(Arguments asked, LoadRun run) {
        if (asked.profile().durationSeconds() != null) {
            var _ = Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name("lookups").factory())
                    .scheduleWithFixedDelay(() -> lookUp(asked, run), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void lookUp(Arguments asked, LoadRun run) {
        try {
            run.found(Addresses.of(asked.target()));
        } catch (BadProfile e) {
            // no answer now: those of before are still the best that is known
        }
    }
}
