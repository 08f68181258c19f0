package dev.acme.performance.loadgen.stats;

import org.HdrHistogram.Histogram;
import org.apache.commons.statistics.descriptive.LongMean;
import org.apache.commons.statistics.descriptive.LongStandardDeviation;

/** Latencies of successful requests, cold starts told apart. Mean and deviation are exact: integers of 128 bits and more. */
final class LatencyRecord {
    private final Samples samples;
    private final Histogram all = Histograms.empty();
    private final Histogram cold = Histograms.empty();
    private final LongMean mean = LongMean.create();
    private final LongStandardDeviation deviation = LongStandardDeviation.create();
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos;

    LatencyRecord(int samplesToKeep) {
        samples = new Samples(samplesToKeep);
    }

    void add(long nanos, boolean isCold) {
        long micros = Histograms.micros(nanos);
        samples.add(nanos, isCold);
        all.recordValue(micros);
        if (isCold) {
            cold.recordValue(micros);
        }
        mean.accept(nanos);
        deviation.accept(nanos);
        minNanos = Math.min(minNanos, nanos);
        maxNanos = Math.max(maxNanos, nanos);
    }

    /** Takes in another thread's record, which lasts but may not be added to any more. */
    void merge(LatencyRecord other) {
        all.add(other.all);
        cold.add(other.cold);
        mean.combine(other.mean);
        deviation.combine(other.deviation);
        minNanos = Math.min(minNanos, other.minNanos);
        maxNanos = Math.max(maxNanos, other.maxNanos);
    }

    Samples samples() {
        return samples;
    }

    Histogram all() {
        return all;
    }

    Histogram cold() {
        return cold;
    }

    double meanNanos() {
        return mean.getAsDouble();
    }

    /** Of the sample: n - 1 in the denominator; 0 for a single one. */
    double standardDeviationNanos() {
        return deviation.getAsDouble();
    }

    long minNanos() {
        return minNanos;
    }

    long maxNanos() {
        return maxNanos;
    }
}
