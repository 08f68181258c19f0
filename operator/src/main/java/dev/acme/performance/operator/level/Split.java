package dev.acme.performance.operator.level;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The place at which a stretch falls into two levels best: that of the largest Student's t with a common variance, which is
 * the likelihood ratio test of one change of a normal mean (Hawkins, JASA 72, 1977; Worsley, JASA 74, 1979). Its p is that of
 * one place times the number of places that were tried (Bonferroni), which is never too small, and near the truth for as few
 * values as runs are (Worsley).
 *
 * @param at place of the first value of the new level
 * @param change of the mean
 */
record Split(int at, double change, double pValue) {
    /** So many make a level, except the newest, of which one run is news. */
    static final int FEWEST = 3;

    /** Of the values from {@code from} to before {@code to}; empty where they are too few. */
    static Optional<Split> best(Stretches series, int from, int to) {
        int last = to == series.size() ? to - 1 : to - FEWEST;
        int tried = last - (from + FEWEST) + 1;
        int best = -1;
        double largest = -1;
        for (int at = from + FEWEST; at <= last; at++) {
            double t = studentsT(series, from, at, to);
            if (t > largest) {
                largest = t;
                best = at;
            }
        }
        if (best < 0) {
            return Optional.empty();
        }
        double p = Double.isInfinite(largest)
                ? 0
                : 2 * TDistribution.of(to - from - 2).survivalProbability(largest);
        return Optional.of(new Split(best, series.mean(best, to) - series.mean(from, best), Math.min(1, tried * p)));
    }

    private static double studentsT(Stretches series, int from, int at, int to) {
        double change = Math.abs(series.mean(at, to) - series.mean(from, at));
        double variance = (series.squares(from, at) + series.squares(at, to)) / (to - from - 2);
        double error = Math.sqrt(variance * (1.0 / (at - from) + 1.0 / (to - at)));
        return change == 0 ? 0 : change / error;
    }
}
