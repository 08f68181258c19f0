package dev.acme.performance.operator.diagnosis;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether values in order move by more than chance: Student's t of the form that fits best. Neighbours are alike in a
 * computer, which would pass for a trend, so the error is widened as Santer et al. do for climate (Journal of Geophysical
 * Research 105, 2000): n (1 - r) / (1 + r) values that are worth something, r the autocorrelation of what the form leaves
 * over, corrected for its bias of (1 + 4 r) / n (Marriott and Pope, Biometrika 41, 1954). The level is divided by the number
 * of forms that were tried (Bonferroni). Rank tests were tried first: a service that falls to an eighth at once in the middle
 * of ten windows has the p of a coin there, for ranks do not see how far it fell.
 *
 * @param pValue two-sided
 * @param noise standard deviation of what the form leaves over, in the scale of the values
 */
record Trend(double pValue, double noise) {
    /** With fewer there is no telling a form from another. */
    static final int FEWEST = 10;

    private static final int KINDS = 3;
    private static final double MOST_ALIKE = 0.95;

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
        return new Trend(Math.min(1, p * (shape.tried() + KINDS - 1)), noise);
    }

    /** (1 + r) / (1 - r); at least 1, for values that alternate make no trend surer. */
    private static double inflation(List<Double> leftOver) {
        double squares = squares(leftOver);
        double products = 0;
        for (int i = 1; i < leftOver.size(); i++) {
            products += leftOver.get(i) * leftOver.get(i - 1);
        }
        double seen = squares == 0 ? 0 : products / squares;
        double alike = Math.clamp(seen + (1 + 4 * Math.max(0, seen)) / leftOver.size(), 0, MOST_ALIKE);
        return (1 + alike) / (1 - alike);
    }

    private static double squares(List<Double> values) {
        return values.stream().mapToDouble(value -> value * value).sum();
    }
}
