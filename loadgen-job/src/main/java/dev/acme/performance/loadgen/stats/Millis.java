package dev.acme.performance.loadgen.stats;

/** Milliseconds with two decimals, as the contract gives latencies. */
public final class Millis {
    private static final double NANOS_PER_MILLI = 1e6;

    private Millis() {}

    public static double ofNanos(double nanos) {
        return rounded(nanos / NANOS_PER_MILLI);
    }

    static double ofNanos(long nanos) {
        return ofNanos((double) nanos);
    }

    public static double rounded(double millis) {
        return Math.round(millis * 100) / 100.0;
    }
}
