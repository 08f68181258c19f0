package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;

/**
 * A cell's mean over another's. Both numbers stand beside the ratio, over the same runs, so that the ratio is theirs.
 *
 * @param pairs runs of each that were compared
 * @param paired whether by block; else as two independent samples
 * @param mean of the cell, geometric
 * @param versusMean of the other
 * @param low of the ratio's interval, not corrected for the number of comparisons
 * @param p two-sided
 * @param adjustedP by Holm, over all comparisons of the metric
 * @param significant surely and largely enough different; in findings of the objective only, all other metrics are exploratory
 * @param leastPercent no smaller difference is called significant here: the largest of the floor, the half of this interval and
 *     what an A/A pair tells from none (H-12); of several comparisons Holm may ask for more
 * @param detectablePercent the smallest true difference that is seen beyond {@code leastPercent} four times of five, so always more
 * @param freedom degrees of it, of the error behind interval and p
 */
public record Comparison(
        String cell,
        String versus,
        Metric metric,
        int pairs,
        boolean paired,
        double mean,
        double versusMean,
        double ratio,
        double low,
        double high,
        double p,
        double adjustedP,
        boolean significant,
        double leastPercent,
        double detectablePercent,
        double freedom) {

    /**
     * As an experiment with that objective may claim it. Holm keeps the level over all comparisons of one metric; every further
     * metric that could claim a difference too would be a further chance to be wrong.
     */
    Comparison under(Metric objective) {
        return metric == objective ? this : unclaimed();
    }

    /** The same numbers, of which nothing is said. */
    Comparison unclaimed() {
        return new Comparison(
                cell,
                versus,
                metric,
                pairs,
                paired,
                mean,
                versusMean,
                ratio,
                low,
                high,
                p,
                adjustedP,
                false,
                leastPercent,
                detectablePercent,
                freedom);
    }
}
