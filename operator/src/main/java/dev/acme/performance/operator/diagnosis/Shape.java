package dev.acme.performance.operator.diagnosis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The form that fits values in order best by least squares: a straight line, an exponential or a single step.
 *
 * @param effect what the form says of the change: slope, slope of the logarithm, or height of the step
 * @param weight by which the variance of what is left over is multiplied to give the effect's
 * @param leftOver what the form leaves over, in the scale in which the effect is linear
 * @param squares the sum of the squares of what it leaves over, in the scale of the values
 * @param tried of how many forms it is the best
 */
record Shape(double effect, double weight, List<Double> leftOver, double squares, int tried) {

    /** A shorter level is an outlier, not a step. */
    static final int SHORTEST_LEVEL = 3;

    /** Below this share of the mean a logarithm says more of the smallest value than of all others. */
    private static final double FLOOR = 0.02;

    static Shape of(double[] values) {
        int splits = values.length - 2 * SHORTEST_LEVEL + 1;
        var steps = IntStream.range(0, splits).mapToObj(at -> step(values, SHORTEST_LEVEL + at));
        boolean hasLogarithms = DoubleStream.of(values).min().orElse(0) > FLOOR * mean(values);
        var curves = hasLogarithms ? Stream.of(exponential(values)) : Stream.<Shape>of();
        var shapes = Stream.of(Stream.of(line(values)), curves, steps)
                .flatMap(shape -> shape)
                .toList();
        return shapes.stream()
                .min(Comparator.comparingDouble(Shape::squares))
                .orElseThrow()
                .bestOf(shapes.size());
    }

    private Shape bestOf(int all) {
        return new Shape(effect, weight, leftOver, squares, all);
    }

    private static Shape of(double effect, double weight, double[] left) {
        return new Shape(effect, weight, DoubleStream.of(left).boxed().toList(), squares(left), 1);
    }

    private static Shape line(double[] values) {
        int n = values.length;
        double middle = (n - 1) / 2.0;
        double mean = mean(values);
        double spread = n * ((double) n * n - 1) / 12;
        double slope = IntStream.range(0, n)
                        .mapToDouble(i -> (i - middle) * (values[i] - mean))
                        .sum()
                / spread;
        double[] left = IntStream.range(0, n)
                .mapToDouble(i -> values[i] - mean - slope * (i - middle))
                .toArray();
        return of(slope, 1 / spread, left);
    }

    private static Shape exponential(double[] values) {
        var line = line(DoubleStream.of(values).map(Math::log).toArray());
        double squares = squares(IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] - values[i] / Math.exp(line.leftOver.get(i)))
                .toArray());
        return new Shape(line.effect, line.weight, line.leftOver, squares, 1);
    }

    private static Shape step(double[] values, int at) {
        double before = mean(Arrays.copyOfRange(values, 0, at));
        double after = mean(Arrays.copyOfRange(values, at, values.length));
        double[] left = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] - (i < at ? before : after))
                .toArray();
        return of(after - before, 1.0 / at + 1.0 / (values.length - at), left);
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElse(0);
    }

    private static double squares(double[] values) {
        return DoubleStream.of(values).map(value -> value * value).sum();
    }
}
