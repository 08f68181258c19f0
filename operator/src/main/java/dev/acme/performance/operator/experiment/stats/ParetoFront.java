package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.RunCost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cells that no other beats: none is at least as good in throughput, p99, the objective and price, and better in one of them
 * (Deb, Multi-Objective Optimization using Evolutionary Algorithms, 2.4). Price counts where every cell has one. By the means,
 * without their intervals: a cell just behind the front may as well stand on it.
 */
final class ParetoFront {
    private ParetoFront() {}

    /** Of cells with numbers. */
    static List<String> of(Design design, Collection<CellSummary> cells) {
        var metrics = Stream.of(Metric.REQUESTS_PER_SECOND, Metric.P99_MS, design.objective())
                .distinct()
                .filter(metric ->
                        cells.stream().allMatch(cell -> cell.estimate(metric).isPresent()))
                .toList();
        boolean priced = cells.stream().allMatch(cell -> cell.cost() != null);
        record Point(String id, List<Double> losses) {}
        var points = cells.stream()
                .map(cell -> new Point(cell.id(), losses(cell, metrics, priced)))
                .toList();
        return points.stream()
                .filter(point -> points.stream().noneMatch(other -> beats(other.losses(), point.losses())))
                .map(Point::id)
                .toList();
    }

    private static List<Double> losses(CellSummary cell, List<Metric> metrics, boolean priced) {
        var losses = new ArrayList<Double>();
        for (var metric : metrics) {
            double mean = cell.estimate(metric).map(Estimate::mean).orElse(0.0);
            losses.add(
                    switch (Direction.of(metric)) {
                        case LOWER -> mean;
                        case HIGHER -> -mean;
                    });
        }
        if (priced) {
            losses.add(Optional.ofNullable(cell.cost()).map(RunCost::usdPer1000).orElse(0.0));
        }
        return losses;
    }

    private static boolean beats(List<Double> one, List<Double> other) {
        boolean better = false;
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i) > other.get(i)) {
                return false;
            }
            better |= one.get(i) < other.get(i);
        }
        return better;
    }
}
