package dev.acme.performance.operator.diagnosis;

import java.util.Random;
import java.util.stream.DoubleStream;

/** Normal noise of mean 0 and deviation 1 in which each value is like the one before: a first-order autoregression. */
final class Noise {
    private Noise() {}

    static DoubleStream of(Random random, int length, double correlation) {
        double[] values = new double[length];
        double last = random.nextGaussian();
        for (int i = 0; i < length; i++) {
            values[i] = last;
            last = correlation * last + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        }
        return DoubleStream.of(values);
    }
}
