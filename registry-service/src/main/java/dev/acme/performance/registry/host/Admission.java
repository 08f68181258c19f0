package dev.acme.performance.registry.host;

/** What becomes of a request; same settings and same view, same answer. */
sealed interface Admission {
    /** An idle environment takes it. */
    record Reuse(long environment) implements Admission {}

    /** A new environment is started for it. */
    record Start() implements Admission {}

    /** Lambda would refuse it, for this reason. */
    record Throttled(Throttle reason) implements Admission {}

    /** Lambda would take it, but this host has no memory for another environment. */
    record NoRoom() implements Admission {}

    static Admission of(FleetSettings settings, FleetView view) {
        if (view.inFlight() >= settings.maxConcurrency()) {
            return new Throttled(Throttle.CONCURRENT_INVOCATION_LIMIT_EXCEEDED);
        }
        if (!view.usable().isEmpty()) {
            return new Reuse(view.usable().getFirst());
        }
        if (view.total() >= settings.maxConcurrency()) {
            return new Throttled(Throttle.FUNCTION_INVOCATION_RATE_LIMIT_EXCEEDED);
        }
        if (view.total() >= settings.memoryHolds()) {
            return new NoRoom();
        }
        return view.rampOpen() ? new Start() : new Throttled(Throttle.CONCURRENT_INVOCATION_LIMIT_EXCEEDED);
    }
}
