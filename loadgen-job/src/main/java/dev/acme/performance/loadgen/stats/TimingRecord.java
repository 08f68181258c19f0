package dev.acme.performance.loadgen.stats;

import dev.acme.performance.exchange.Ranks;
import dev.acme.performance.exchange.Results;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Where the clients' time went, of successful requests: until they were sent, until the first byte, until the last one.
 * Sums are whole nanoseconds: 292 years of all clients together.
 */
final class TimingRecord {
    private final Histogram firstByte = Histograms.empty();
    private long waitNanos;
    private long firstByteNanos;
    private long maxFirstByteNanos;
    private long bodyNanos;

    void add(Tally.Times times) {
        long toFirstByte = times.firstByte() - times.sent();
        firstByte.recordValue(Histograms.micros(toFirstByte));
        waitNanos += times.sent() - times.intended();
        firstByteNanos += toFirstByte;
        maxFirstByteNanos = Math.max(maxFirstByteNanos, toFirstByte);
        bodyNanos += times.ended() - times.firstByte();
    }

    void merge(TimingRecord other) {
        firstByte.add(other.firstByte);
        waitNanos += other.waitNanos;
        firstByteNanos += other.firstByteNanos;
        maxFirstByteNanos = Math.max(maxFirstByteNanos, other.maxFirstByteNanos);
        bodyNanos += other.bodyNanos;
    }

    Histogram firstByte() {
        return firstByte;
    }

    /** Empty where nothing succeeded. */
    Optional<Results.Timing> timing() {
        double n = firstByte.getTotalCount();
        if (n == 0) {
            return Optional.empty();
        }
        var ranked = new RankedLatencies.Counted(firstByte, maxFirstByteNanos);
        double all = (double) waitNanos + firstByteNanos + bodyNanos;
        return Optional.of(new Results.Timing(
                Millis.ofNanos(waitNanos / n),
                Millis.ofNanos(firstByteNanos / n),
                Millis.ofNanos(ranked.nanosAt(Ranks.nearest(ranked.count(), 500))),
                Millis.ofNanos(ranked.nanosAt(Ranks.nearest(ranked.count(), 990))),
                all == 0 ? 0 : Math.round(1e4 * firstByteNanos / all) / 1e2,
                Millis.ofNanos(bodyNanos / n)));
    }
}
