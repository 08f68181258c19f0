package dev.acme.performance.registry.host;

import java.time.Duration;

/** Whether an unused environment is given up. */
final class Reclaim {
    private final Duration idle;

    /** @param idle zero: never */
    Reclaim(Duration idle) {
        this.idle = idle;
    }

    boolean isDue(boolean provisioned, long idleSince, long now) {
        return !provisioned && !idle.isZero() && now - idleSince >= idle.toNanos();
    }
}
