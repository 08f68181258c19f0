package dev.acme.performance.operator.diagnosis;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether values in order move by more than chance: Student's t, of n - 2 degrees of freedom, of the form that fits best.
 * Neighbours are alike in a computer, which would pass for a trend, so the variance is widened by (1 + r) / (1 - r) (the
 * variance of a mean of a first-order autoregression; Bartlett, Journal of the Royal Statistical Society 98, 1935), and p
 * multiplied by the number of all forms that were tried (Bonferroni). r is the autocorrelation of what the form leaves over,
 * corrected for its bias of (1 + 4 r) / n (Marriott and Pope, Biometrika 41, 1954), and then the upper end of its interval:
 * the form was chosen for leaving over little, so the estimate itself is too small.
 *
 * <p>Implementation notes: Santer et al. (Journal of Geophysical Research 105, 2000) take the estimate itself, for the one
 * line that was asked for, and n (1 - r) / (1 + r) values less two as degrees of freedom. With the best of 27 forms that was
 * simulated to call 11 % of series with r = 0.6 significant at 5 %, and to miss every sixth fall of a service to an eighth.
 * Rank tests were tried before: such a fall, at once in the middle of ten windows, has the p of a coin there, for ranks do not
 * see how far it went.
 *
 * @param pValue two-sided; at most the nominal one for r up to 0.6
 * @param noise standard deviation of what the form leaves over, in the scale of the values
 */
record Trend(double pValue, double noise) {
    /** With fewer there is no telling a form from another. */
    static final int FEWEST = 10;

    /** Beyond it nothing could be told from noise, and a fall that no form fits well would pass for such noise. */
    private static final double MOST_ALIKE = 0.7;

    /** Standard errors of an autocorrelation, sqrt((1 - r^2) / n), from its estimate to its interval's end. */
    private static final double DEVIATIONS = 3;

    /** Of at least {@link #FEWEST} values, none below 0. */
    static Trend of(List<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (all.length < FEWEST) {
            throw new IllegalArgumentException(all.length + " values, a trend needs " + FEWEST);
        }
        var shape = Shape.of(all);
        int freedom = all.length - 2;
        double noise = Math.sqrt(shape.squares() / freedom);
        double variance = squares(shape.leftOver()) / freedom * inflation(shape.leftOver());
        double error = Math.sqrt(variance * shape.weight());
        double p = error == 0
                ? (shape.effect() == 0 ? 1 : 0)
                : 2 * TDistribution.of(freedom).survivalProbability(Math.abs(shape.effect()) / error);
        return new Trend(Math.min(1, p * shape.tried()), noise);
    }

    /** (1 + r) / (1 - r), of the largest r that there may be; at least 1, for values that alternate make no trend surer. */
    private static double inflation(List<Double> leftOver) {
        double squares = squares(leftOver);
        double products = 0;
        for (int i = 1; i < leftOver.size(); i++) {
            products += leftOver.get(i) * leftOver.get(i - 1);
        }
        double seen = squares == 0 ? 0 : products / squares;
        int n = leftOver.size();
        double likely = Math.clamp(seen + (1 + 4 * Math.max(0, seen)) / n, -1, 1);
        double alike = Math.clamp(likely + DEVIATIONS * Math.sqrt((1 - likely * likely) / n), 0, MOST_ALIKE);
        return (1 + alike) / (1 - alike);
    }

    private static double squares(List<Double> values) {
        return values.stream().mapToDouble(value -> value * value).sum();
    }
}
