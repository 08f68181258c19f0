package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Breakdown;
import java.util.List;
import java.util.Optional;

/**
 * Where a request spends its time in the service: means over all requests that ended between two scrapes, milliseconds.
 * {@code otherMs} is what the service's own total has beyond the phases it tells, so the sum is that total. Phases that
 * exceed it by more than 5 % are no breakdown of it.
 */
final class Breakdowns {
    private static final List<String> PHASES =
            List.of(Counted.QUEUE, Counted.METADATA, Counted.POOL, Counted.FIRST_BYTE, Counted.READ, Counted.WRITE);
    private static final double SCALE = 100;
    private static final double MOST_EXCESS = 1.05;

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

    /** Rule H-20: why the phases cannot be those of these requests, for together they take longer by more than 5 %. */
    static Optional<String> contradiction(Counted counted) {
        double total = counted.meanMs(counted.increase(Sample.REQUEST_SECONDS));
        double phases = PHASES.stream().mapToDouble(it -> phase(counted, it)).sum();
        return phases <= total * MOST_EXCESS
                ? Optional.empty()
                : Optional.of(Finding.text(
                        "the parts of a request add up to %.2f ms, the whole takes %.2f ms", phases, total));
    }

    private static double phase(Counted counted, String phase) {
        return counted.meanMs(counted.phaseSeconds(phase));
    }

    private static double rounded(double millis) {
        return Math.round(millis * SCALE) / SCALE;
    }
}
