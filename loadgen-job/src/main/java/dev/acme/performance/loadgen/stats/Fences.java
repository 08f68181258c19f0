package dev.acme.performance.loadgen.stats;

import dev.acme.performance.exchange.Ranks;
import dev.acme.performance.exchange.Results;

/**
 * Tukey's fences (Exploratory Data Analysis, 1977, 2D): 1.5 interquartile ranges beyond the quartiles for what is far out,
 * three for what is very far out. They tell how a tail looks; they drop nothing.
 */
record Fences(RankedLatencies latencies, long lowQuartile, long highQuartile) {
    private static final double FAR = 1.5;
    private static final double VERY_FAR = 3;

    /** Quartiles are nearest ranks. */
    static Fences of(RankedLatencies latencies) {
        long n = latencies.count();
        return new Fences(
                latencies, latencies.nanosAt(Ranks.nearest(n, 250)), latencies.nanosAt(Ranks.nearest(n, 750)));
    }

    Results.Outliers outliers() {
        long high = latencies.countAbove(above(FAR));
        long veryHigh = latencies.countAbove(above(VERY_FAR));
        return new Results.Outliers(
                latencies.countBelow(below(FAR)), high - veryHigh, veryHigh, Millis.ofNanos(above(FAR)));
    }

    private long above(double ranges) {
        return highQuartile + Math.round(ranges * (highQuartile - lowQuartile));
    }

    private long below(double ranges) {
        return lowQuartile - Math.round(ranges * (highQuartile - lowQuartile));
    }
}
