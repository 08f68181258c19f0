package dev.acme.performance.operator.experiment.stats;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Variance;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of two cells' mean logarithms, and how sure it is.
 *
 * <p>With blocks: Student's t of the differences within each block, so that what is slow for all is nobody's fault. Three
 * blocks leave a pair two degrees of freedom; the error is therefore taken from all cells of the experiment ({@link BlockNoise})
 * unless this pair is noisier than they are, F test at 5 % (Bancroft's rule, Biometrics 20, 1964: pool unless there is a sign
 * against it). Without blocks: Welch's t (Biometrika 34, 1947).
 *
 * @param pairs values of the smaller sample
 * @param mean of the cell's logarithms over what was compared
 * @param versusMean the same of the other
 * @param error standard error of the difference
 * @param freedom degrees of it
 */
record LogRatio(int pairs, boolean paired, double mean, double versusMean, double error, double freedom) {
    /** The chance with which {@link #detectable} finds what is there. */
    private static final double POWER = 0.8;

    private static final double NOISIER = 0.05;

    /** Empty where fewer than two runs of each can be compared. */
    static Optional<LogRatio> of(RunTable table, BlockNoise noise, String cell, String versus) {
        return table.blocked()
                ? paired(table.of(cell), table.of(versus), noise)
                : independent(table.of(cell), table.of(versus));
    }

    /** What a comparison was made of, whose interval is of this level. */
    static LogRatio of(Comparison made, double level) {
        double t = TDistribution.of(made.freedom()).inverseSurvivalProbability(level / 2);
        return new LogRatio(
                made.pairs(),
                made.paired(),
                Math.log(made.mean()),
                Math.log(made.versusMean()),
                Math.log(made.high() / made.low()) / 2 / t,
                made.freedom());
    }

    private static Optional<LogRatio> paired(
            NavigableMap<Integer, Double> cell, NavigableMap<Integer, Double> versus, BlockNoise noise) {
        int[] common = cell.keySet().stream()
                .filter(versus::containsKey)
                .mapToInt(Integer::intValue)
                .toArray();
        if (common.length < 2) {
            return Optional.empty();
        }
        double[] ours = values(cell, common);
        double[] theirs = values(versus, common);
        double[] differences = new double[common.length];
        for (int i = 0; i < common.length; i++) {
            differences[i] = ours[i] - theirs[i];
        }
        double own = Variance.of(differences).getAsDouble();
        double pooled = 2 * noise.variance();
        int freedom = common.length - 1;
        boolean alone = noise.freedom() <= freedom || isNoisier(own, freedom, pooled, noise.freedom());
        return Optional.of(new LogRatio(
                common.length,
                true,
                Mean.of(ours).getAsDouble(),
                Mean.of(theirs).getAsDouble(),
                Math.sqrt((alone ? own : pooled) / common.length),
                alone ? freedom : noise.freedom()));
    }

    private static boolean isNoisier(double own, int freedom, double pooled, int pooledFreedom) {
        return pooled == 0
                ? own > 0
                : FDistribution.of(freedom, pooledFreedom).survivalProbability(own / pooled) < NOISIER;
    }

    private static Optional<LogRatio> independent(
            NavigableMap<Integer, Double> cell, NavigableMap<Integer, Double> versus) {
        if (cell.size() < 2 || versus.size() < 2) {
            return Optional.empty();
        }
        double[] ours = values(cell.values());
        double[] theirs = values(versus.values());
        double a = Variance.of(ours).getAsDouble() / ours.length;
        double b = Variance.of(theirs).getAsDouble() / theirs.length;
        double freedom = a + b == 0
                ? ours.length + theirs.length - 2.0
                : (a + b) * (a + b) / (a * a / (ours.length - 1) + b * b / (theirs.length - 1));
        return Optional.of(new LogRatio(
                Math.min(ours.length, theirs.length),
                false,
                Mean.of(ours).getAsDouble(),
                Mean.of(theirs).getAsDouble(),
                Math.sqrt(a + b),
                freedom));
    }

    private static double[] values(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] values(NavigableMap<Integer, Double> values, int[] places) {
        double[] chosen = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            chosen[i] = values.getOrDefault(places[i], Double.NaN);
        }
        return chosen;
    }

    double difference() {
        return mean - versusMean;
    }

    /** Half of the difference's interval. */
    double half(double level) {
        return TDistribution.of(freedom).inverseSurvivalProbability(level / 2) * error;
    }

    /** Two-sided. */
    double p() {
        double far = Math.abs(difference());
        if (error == 0) {
            return far == 0 ? 1 : 0;
        }
        return Math.min(1, 2 * TDistribution.of(freedom).survivalProbability(far / error));
    }

    /**
     * The smallest true difference of logarithms that is seen beyond {@code least} four times of five: with the half of an interval
     * for it the sum of two quantiles of t, times the error (Cochran and Cox, Experimental Designs, 2.2).
     */
    double found(double least) {
        return least + TDistribution.of(freedom).inverseSurvivalProbability(1 - POWER) * error;
    }

    /** The smallest that a single test, without any floor, finds four times of five. */
    double detectable(double level) {
        return detectable(level, freedom) * error;
    }

    private static double detectable(double level, double freedom) {
        var t = TDistribution.of(freedom);
        return t.inverseSurvivalProbability(level / 2) + t.inverseSurvivalProbability(1 - POWER);
    }

    /**
     * The fewest runs of each with which {@code wanted}, a difference of logarithms, is {@link #detectable}, were they as noisy as
     * these: error and degrees of freedom are those of as many runs. Empty where {@code most} are too few.
     */
    OptionalInt repeats(double level, double wanted, int most) {
        return IntStream.rangeClosed(2, most)
                .filter(n -> detectable(level, freedom * (n - 1) / (pairs - 1)) * error * Math.sqrt((double) pairs / n)
                        <= wanted)
                .findFirst();
    }
}
