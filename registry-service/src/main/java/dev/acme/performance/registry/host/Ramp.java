package dev.acme.performance.registry.host;

/** How fast environments may be started: a bucket of ten seconds' worth that fills steadily. Owned by the fleet. */
final class Ramp {
    private static final double NANOS = 10e9;

    private final int perTenSeconds;
    private double tokens;
    private long filledAt;

    /** @param perTenSeconds 0: as fast as they are asked for */
    Ramp(int perTenSeconds, long now) {
        this.perTenSeconds = perTenSeconds;
        this.tokens = perTenSeconds;
        this.filledAt = now;
    }

    /** Whether another one may be started. */
    boolean isOpen(long now) {
        fill(now);
        return perTenSeconds == 0 || tokens >= 1;
    }

    void started(long now) {
        fill(now);
        tokens -= 1;
    }

    private void fill(long now) {
        tokens = Math.min(perTenSeconds, tokens + (now - filledAt) / NANOS * perTenSeconds);
        filledAt = now;
    }
}
