package dev.acme.performance.loadgen.drive;

import java.util.SplittableRandom;

/**
 * Gaps are independent and exponential with mean 1 / rate, by inversion: -ln(1 - u) / rate (Devroye, Non-Uniform Random
 * Variate Generation, II.2). Whoever takes every n-th start draws the others, too, some 20 ns each: the price of one
 * schedule for any number of threads and pods. StrictMath, so that every machine draws the same.
 */
final class PoissonSchedule implements Schedule {
    private static final double SECOND_NANOS = 1e9;

    private final SplittableRandom random;
    private final double meanGapNanos;
    /** A day in nanoseconds leaves a double a sixtieth of one. */
    private double at;

    PoissonSchedule(int ratePerSecond, long seed) {
        random = new SplittableRandom(seed);
        meanGapNanos = SECOND_NANOS / ratePerSecond;
        advance(1);
    }

    @Override
    public long at() {
        return (long) at;
    }

    @Override
    public void advance(int starts) {
        for (int i = 0; i < starts; i++) {
            at -= StrictMath.log(1 - random.nextDouble()) * meanGapNanos;
        }
    }
}
