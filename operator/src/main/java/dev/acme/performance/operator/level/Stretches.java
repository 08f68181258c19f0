package dev.acme.performance.operator.level;

import java.util.stream.DoubleStream;

/** Means and sums of squares of any stretch of a series, at once. */
final class Stretches {
    private final double typical;
    private final double[] sums;
    private final double[] squares;

    Stretches(double[] values) {
        // sums of squares about something near keep their digits
        typical = DoubleStream.of(values).average().orElse(0);
        sums = new double[values.length + 1];
        squares = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            double value = values[i] - typical;
            sums[i + 1] = sums[i] + value;
            squares[i + 1] = squares[i] + value * value;
        }
    }

    int size() {
        return sums.length - 1;
    }

    /** Of the values from {@code from} to before {@code to}, of which there is one at least. */
    double mean(int from, int to) {
        return typical + (sums[to] - sums[from]) / (to - from);
    }

    /** About their own mean. */
    double squares(int from, int to) {
        double sum = sums[to] - sums[from];
        return Math.max(0, squares[to] - squares[from] - sum * sum / (to - from));
    }
}
