package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Breakdown;

/**
 * Where a request spends its time in the service: means over all requests that ended between two scrapes, milliseconds.
 * {@code otherMs} is what the service's own total has beyond the phases it tells, so the sum is that total.
 */
final class Breakdowns {
    private static final double SCALE = 100;

    private Breakdowns() {}

    static Breakdown of(Counted counted) {
        double total = counted.meanMs(counted.increase(Sample.REQUEST_SECONDS));
        double queue = phase(counted, Counted.QUEUE);
        double metadata = phase(counted, Counted.METADATA);
        double pool = phase(counted, Counted.POOL);
        double firstByte = phase(counted, Counted.FIRST_BYTE);
        double transfer = phase(counted, Counted.READ) + phase(counted, Counted.WRITE);
        double other = Math.max(0, total - queue - metadata - pool - firstByte - transfer);
        return new Breakdown(
                rounded(queue),
                rounded(metadata),
                rounded(pool),
                rounded(firstByte),
                rounded(transfer),
                rounded(other));
    }

    private static double phase(Counted counted, String phase) {
        return counted.meanMs(counted.phaseSeconds(phase));
    }

    private static double rounded(double millis) {
        return Math.round(millis * SCALE) / SCALE;
    }
}
