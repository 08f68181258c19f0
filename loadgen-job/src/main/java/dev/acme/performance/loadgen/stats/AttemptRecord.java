package dev.acme.performance.loadgen.stats;

import org.HdrHistogram.Histogram;
import org.apache.commons.statistics.descriptive.LongMean;

/**
 * Response times of requests that failed, so that a figure over all attempts can be told beside that of successes. Of a
 * request that timed out only that its time would have been longer is known: it is censored.
 */
final class AttemptRecord {
    private final Histogram micros = Histograms.empty();
    private final LongMean mean = LongMean.create();
    private long maxNanos;
    private long censored;

    void add(long nanos, boolean isCensored) {
        long elapsed = Math.max(0, nanos);
        micros.recordValue(Histograms.micros(elapsed));
        mean.accept(elapsed);
        maxNanos = Math.max(maxNanos, elapsed);
        censored += isCensored ? 1 : 0;
    }

    void merge(AttemptRecord other) {
        micros.add(other.micros);
        mean.combine(other.mean);
        maxNanos = Math.max(maxNanos, other.maxNanos);
        censored += other.censored;
    }

    Histogram micros() {
        return micros;
    }

    double meanNanos() {
        return mean.getAsDouble();
    }

    long maxNanos() {
        return maxNanos;
    }

    long censored() {
        return censored;
    }
}
