package dev.acme.performance.operator.experiment.stats;

import org.jspecify.annotations.Nullable;

/**
 * The geometric mean over fresh runs and its interval of confidence; without interval where there is one run only.
 *
 * @param runs that it is made of
 * @param cv standard deviation over mean, in percent
 */
public record Estimate(
        int runs,
        double mean,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double cv) {}
