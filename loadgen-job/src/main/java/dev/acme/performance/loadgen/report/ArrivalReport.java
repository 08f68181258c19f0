package dev.acme.performance.loadgen.report;

import dev.acme.performance.exchange.Arrival;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.loadgen.drive.LoadOutcome;
import dev.acme.performance.loadgen.stats.Counts;
import org.jspecify.annotations.Nullable;

/** How requests arrived, and what became of the plan where there was one (H-03). */
final class ArrivalReport {
    private static final double SECOND_NANOS = 1e9;
    private static final double DECIMALS = 1e3;

    private ArrivalReport() {}

    static Arrival of(LoadProfile profile, LoadOutcome outcome) {
        return switch (profile.mode()) {
            case BURST -> closed(profile, profile.requestsPerClient() > 1);
            case CLOSED -> closed(profile, true);
            case CONSTANT -> open(Arrival.Kind.CONSTANT, profile, outcome);
            case POISSON -> open(Arrival.Kind.POISSON, profile, outcome);
        };
    }

    /** Who asks once, at a planned instant, waits as a user would. */
    private static Arrival closed(LoadProfile profile, boolean asksAgain) {
        @Nullable String note = asksAgain ? Arrival.NO_USER_LATENCY : null;
        return new Arrival(Arrival.Kind.CLOSED, profile.seed(), null, null, null, null, null, note);
    }

    private static Arrival open(Arrival.Kind kind, LoadProfile profile, LoadOutcome outcome) {
        Counts counts = outcome.measured().counts();
        double seconds = outcome.windowNanos() / SECOND_NANOS;
        double offered = seconds <= 0 ? 0 : Math.round(counts.planned() / seconds * DECIMALS) / DECIMALS;
        return new Arrival(
                kind, profile.seed(), offered, counts.planned(), counts.sent(), counts.unsent(), counts.waited(), null);
    }
}
