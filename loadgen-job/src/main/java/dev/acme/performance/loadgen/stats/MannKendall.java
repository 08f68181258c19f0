package dev.acme.performance.loadgen.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The test of Mann (Econometrica 13, 1945) and Kendall (Rank Correlation Methods, 1975) for a monotonic trend, with the
 * normal approximation, its correction for continuity and the variance for ties as in Gilbert, Statistical Methods for
 * Environmental Pollution Monitoring (1987), 16.4.2.
 */
public final class MannKendall {
    private MannKendall() {}

    /** Two-sided: how likely so strong a trend, up or down, is where there is none. 1 for fewer than three values. */
    public static double pValue(double[] values) {
        int n = values.length;
        if (n < 3) {
            return 1;
        }
        long s = score(values);
        double variance = (n * (n - 1.0) * (2 * n + 5) - ties(values)) / 18;
        if (s == 0 || variance <= 0) {
            return 1;
        }
        double z = (Math.abs(s) - 1) / Math.sqrt(variance);
        return Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(z));
    }

    /** Pairs that rise less pairs that fall. */
    private static long score(double[] values) {
        long s = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                s += Double.compare(values[j], values[i]);
            }
        }
        return s;
    }

    private static double ties(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                double t = i - from;
                sum += t * (t - 1) * (2 * t + 5);
                from = i;
            }
        }
        return sum;
    }
}
