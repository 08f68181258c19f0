package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.PerformanceRunStatus.ObjectiveResult;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.experiment.stats.CellSummary.CellVerdict;
import dev.acme.performance.operator.experiment.stats.CellSummary.HeldBack;
import dev.acme.performance.operator.experiment.stats.Design.PlannedCell;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sums a cell up from its runs. */
final class CellReading {
    private CellReading() {}

    /** {@code runs} are all of the cell's, in any state. */
    static CellSummary of(Design design, PlannedCell cell, List<RunFigures> runs) {
        var counting = runs.stream().filter(RunFigures::counts).toList();
        var perReplica = counting.stream()
                .map(RunFigures::requestsPerSecondPerReplica)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return new CellSummary(
                cell.id(),
                cell.assignments(),
                design.runs(cell),
                counting.size(),
                (int) runs.stream().filter(CellReading::hasFailed).count(),
                (int) runs.stream()
                        .filter(run -> !hasFailed(run) && run.validity() == Validity.INVALID)
                        .count(),
                (int) counting.stream()
                        .filter(run -> run.validity() == Validity.SUSPECT)
                        .count(),
                estimates(counting, design.level()),
                orNull(success(counting)),
                cell.skipped() == null ? verdict(counting) : CellVerdict.SKIPPED,
                Stream.concat(Stream.ofNullable(cell.skipped()), Reasons.of(runs.stream()).stream())
                        .toList(),
                bottleneck(counting),
                cost(counting),
                counting.stream().mapToLong(RunFigures::coldStarts).sum(),
                orNull(perReplica),
                perReplica.isPresent() ? null : notShown(counting),
                objectives(counting));
    }

    /** In the order of the spec. */
    private static List<Cell.Kept> objectives(List<RunFigures> counting) {
        var byName = counting.stream()
                .flatMap(run -> run.objectives().stream())
                .collect(Collectors.groupingBy(ObjectiveResult::name, LinkedHashMap::new, Collectors.toList()));
        return byName.entrySet().stream()
                .map(one -> new Cell.Kept(
                        one.getKey(),
                        (int) one.getValue().stream()
                                .filter(ObjectiveResult::met)
                                .count(),
                        one.getValue().size()))
                .toList();
    }

    private static boolean hasFailed(RunFigures run) {
        return run.phase() == Phase.FAILED || run.phase() == Phase.CANCELLED;
    }

    private static Map<Metric, Estimate> estimates(List<RunFigures> runs, double level) {
        var estimates = new EnumMap<Metric, Estimate>(Metric.class);
        for (var metric : Metric.values()) {
            double[] values = runs.stream()
                    .flatMapToDouble(run -> run.value(metric).stream())
                    .toArray();
            if (values.length > 0) {
                estimates.put(metric, FreshRuns.estimate(values, level));
            }
        }
        return estimates;
    }

    private static OptionalDouble success(List<RunFigures> runs) {
        double requests = runs.stream().mapToLong(RunFigures::requests).sum();
        double succeeded = runs.stream()
                .mapToDouble(run ->
                        run.requests() * run.value(Metric.SUCCESS_PERCENT).orElse(0))
                .sum();
        return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of(succeeded / requests);
    }

    private static CellVerdict verdict(List<RunFigures> runs) {
        return runs.stream()
                .map(run -> verdict(run.verdict()))
                .max(Comparator.naturalOrder())
                .orElse(CellVerdict.INCONCLUSIVE);
    }

    private static CellVerdict verdict(Verdict verdict) {
        return switch (verdict) {
            case PASS -> CellVerdict.PASS;
            case NONE -> CellVerdict.NONE;
            case WARN -> CellVerdict.WARN;
            case INCONCLUSIVE -> CellVerdict.INCONCLUSIVE;
            case FAIL -> CellVerdict.FAIL;
        };
    }

    private static @Nullable HeldBack bottleneck(List<RunFigures> runs) {
        var byComponent = runs.stream()
                .map(RunFigures::bottleneck)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Bottleneck::component, LinkedHashMap::new, Collectors.toList()));
        return byComponent.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .map(entry -> heldBack(entry.getKey(), entry.getValue()))
                .orElse(null);
    }

    private static HeldBack heldBack(String component, List<Bottleneck> all) {
        var last = all.getLast();
        double share =
                all.stream().mapToDouble(Bottleneck::sharePercent).average().orElse(0);
        return new HeldBack(component, all.size(), share, last.evidence(), last.advice());
    }

    private static @Nullable RunCost cost(List<RunFigures> runs) {
        var costs = runs.stream().map(RunFigures::cost).filter(Objects::nonNull).toList();
        if (costs.isEmpty()) {
            return null;
        }
        var items = costs.stream()
                .flatMap(cost -> cost.items().stream())
                .collect(Collectors.groupingBy(
                        RunCost.Item::name, LinkedHashMap::new, Collectors.summingDouble(RunCost.Item::usdPer1000)));
        var latest = costs.getLast();
        return new RunCost(
                costs.stream().mapToDouble(RunCost::usdPer1000).average().orElse(0),
                latest.currency(),
                latest.asOf(),
                items.entrySet().stream()
                        .map(item -> new RunCost.Item(item.getKey(), item.getValue() / costs.size()))
                        .toList(),
                costs.stream()
                        .flatMap(cost -> cost.leftOut().stream())
                        .distinct()
                        .toList());
    }

    private static @Nullable String notShown(List<RunFigures> runs) {
        String all = runs.stream()
                .map(RunFigures::capacityNotShown)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
