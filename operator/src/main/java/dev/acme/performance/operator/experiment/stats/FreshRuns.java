package dev.acme.performance.operator.experiment.stats;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The interval of a mean over fresh runs: Student's t on logarithms, for what disturbs a computer multiplies (Limpert, Stahel
 * and Abbt, BioScience 51, 2001; NIST/SEMATECH handbook 1.3.5.2). The mean is the geometric one, so that ratios of means are
 * means of ratios (Fleming and Wallace, CACM 29, 1986). Where a value is not above 0, without logarithms.
 */
final class FreshRuns {
    private FreshRuns() {}

    /** Of at least one value. */
    static Estimate estimate(double[] values, double level) {
        boolean logs = Arrays.stream(values).allMatch(value -> value > 0);
        return logs
                ? estimate(values, Arrays.stream(values).map(Math::log).toArray(), Math::exp, level)
                : estimate(values, values, value -> value, level);
    }

    private static Estimate estimate(double[] values, double[] scaled, DoubleUnaryOperator back, double level) {
        double mean = Mean.of(scaled).getAsDouble();
        if (values.length < 2) {
            return new Estimate(values.length, back.applyAsDouble(mean), null, null, null);
        }
        double half = TDistribution.of(values.length - 1).inverseSurvivalProbability(level / 2)
                * StandardDeviation.of(scaled).getAsDouble()
                / Math.sqrt(values.length);
        return new Estimate(
                values.length,
                back.applyAsDouble(mean),
                back.applyAsDouble(mean - half),
                back.applyAsDouble(mean + half),
                cv(values));
    }

    private static double cv(double[] values) {
        double mean = Mean.of(values).getAsDouble();
        return mean == 0 ? 0 : 100 * StandardDeviation.of(values).getAsDouble() / mean;
    }
}
