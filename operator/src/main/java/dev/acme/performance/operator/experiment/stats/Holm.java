package dev.acme.performance.operator.experiment.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction: of all comparisons together, at most the level's share of experiments claims anything that is
 * not so, whatever depends on what (Holm, Scandinavian Journal of Statistics 6, 1979; R's {@code p.adjust}).
 */
final class Holm {
    private Holm() {}

    /** In the order of {@code p}. */
    static double[] adjusted(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
