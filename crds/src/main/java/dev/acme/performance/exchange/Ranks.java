package dev.acme.performance.exchange;

import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Which order statistics of {@code n} stand for a percentile and for its uncertainty. Nearest rank: the smallest rank
 * r with r/n >= p. The 95 % interval of the p99 is free of any assumption on the distribution: the number of samples
 * below the true p99 is binomial (n, 0.99), so ranks low..high hold it unless that number falls below low or reaches
 * high, each with at most 2.5 % (Hahn and Meeker, Statistical Intervals, 5.2).
 */
public final class Ranks {
    /** Below it even the largest sample bounds the p99.9 with less than 95 % confidence: 0.999^3687 > 0.025. */
    public static final long FEWEST_FOR_P999 = 3_688;

    private static final double P99 = 0.99;
    private static final double TAIL = 0.025;

    private Ranks() {}

    /** {@code perMille}: 500 for the median, 999 for the p99.9. */
    public static long nearest(long n, int perMille) {
        return Math.max(1, (n * perMille + 999) / 1000);
    }

    public static long p99Low(long n) {
        return Math.max(1, binomial(n).inverseCumulativeProbability(TAIL));
    }

    /** Empty below 368, where even the largest sample bounds the p99 with less than that confidence. */
    public static OptionalLong p99High(long n) {
        long rank = binomial(n).inverseCumulativeProbability(1 - TAIL) + 1L;
        return rank <= n ? OptionalLong.of(rank) : OptionalLong.empty();
    }

    private static BinomialDistribution binomial(long n) {
        return BinomialDistribution.of(Math.toIntExact(Math.min(n, Integer.MAX_VALUE)), P99);
    }
}
