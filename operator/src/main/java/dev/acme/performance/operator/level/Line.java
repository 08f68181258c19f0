package dev.acme.performance.operator.level;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A straight line through values in order, by least squares (NIST/SEMATECH handbook 4.4.3.1).
 *
 * @param first where it begins
 * @param last where it ends
 * @param squares of what it leaves over
 * @param pValue two-sided, that it does not lean
 */
record Line(double first, double last, double squares, double pValue) {

    /** Of three values or more. */
    static Line through(double[] values) {
        int n = values.length;
        double middle = (n - 1) / 2.0;
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        double spread = 0;
        double products = 0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            spread += (i - middle) * (i - middle);
            products += (i - middle) * (values[i] - mean);
            total += (values[i] - mean) * (values[i] - mean);
        }
        double slope = products / spread;
        double squares = Math.max(0, total - slope * products);
        double error = Math.sqrt(squares / (n - 2) / spread);
        return new Line(mean - slope * middle, mean + slope * middle, squares, pValue(slope, error, n - 2));
    }

    private static double pValue(double slope, double error, int freedom) {
        if (slope == 0 || error == 0) {
            return slope == 0 ? 1 : 0;
        }
        return 2 * TDistribution.of(freedom).survivalProbability(Math.abs(slope) / error);
    }
}
