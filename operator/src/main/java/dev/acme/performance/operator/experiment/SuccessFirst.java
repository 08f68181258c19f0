package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.experiment.plan.TuneWalk.Judgement;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;

/**
 * Whether a change is better because fewer requests fail: what fails has no latency that could be compared (H-04). At least 99 %
 * success beats less, then more success beats less, each only where every run of the one cell is above every run of the other;
 * by chance that happens to two cells of n runs with probability 1 / C(2n, n) in this direction, 5 % where n is 3.
 */
final class SuccessFirst {
    private static final double ENOUGH_PERCENT = 99;

    private SuccessFirst() {}

    /** Empty where it does not decide; {@code leastPoints} is the smallest difference that counts, in percentage points. */
    static Optional<Judgement> of(String from, String to, Collection<RunFigures> runs, double leastPoints) {
        var before = success(from, runs);
        var after = success(to, runs);
        boolean isKnown = before.getCount() > 1 && after.getCount() > 1;
        if (!isKnown || (before.getMin() >= ENOUGH_PERCENT && after.getMin() >= ENOUGH_PERCENT)) {
            return Optional.empty();
        }
        String numbers = "%.2f to %.2f %% of the requests of each of %d runs succeed, of %s %.2f to %.2f %% of %d"
                .formatted(
                        after.getMin(),
                        after.getMax(),
                        after.getCount(),
                        from,
                        before.getMin(),
                        before.getMax(),
                        before.getCount());
        if (isAbove(after, before, leastPoints)) {
            return Optional.of(new Judgement(true, "more succeeds: " + numbers));
        }
        return isAbove(before, after, leastPoints)
                ? Optional.of(new Judgement(false, "less succeeds: " + numbers))
                : Optional.empty();
    }

    private static boolean isAbove(DoubleSummaryStatistics high, DoubleSummaryStatistics low, double leastPoints) {
        boolean isEnoughFirst = high.getMin() >= ENOUGH_PERCENT && low.getMax() < ENOUGH_PERCENT;
        return isEnoughFirst || (high.getMin() > low.getMax() && high.getAverage() - low.getAverage() >= leastPoints);
    }

    /** Of the runs that made requests and are not invalid. */
    private static DoubleSummaryStatistics success(String cell, Collection<RunFigures> runs) {
        return runs.stream()
                .filter(run -> run.cell().equals(cell) && run.validity() != Validity.INVALID && run.requests() > 0)
                .flatMapToDouble(run -> run.value(Metric.SUCCESS_PERCENT).stream())
                .summaryStatistics();
    }
}
