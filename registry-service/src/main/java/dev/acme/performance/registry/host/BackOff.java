package dev.acme.performance.registry.host;

import java.time.Duration;

/** When to try again what failed: after one second, then after twice as long each time, up to a minute. Owned by the fleet. */
final class BackOff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Duration wait = Duration.ZERO;
    private long failedAt;

    boolean isOpen(long now) {
        return now - failedAt >= wait.toNanos() || wait.isZero();
    }

    /** Of several that were tried together, the first one to fail counts. */
    void failed(long now) {
        if (isOpen(now)) {
            var doubled = wait.isZero() ? FIRST : wait.multipliedBy(2);
            wait = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
            failedAt = now;
        }
    }

    void succeeded() {
        wait = Duration.ZERO;
    }
}
