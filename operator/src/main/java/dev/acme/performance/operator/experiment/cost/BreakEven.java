package dev.acme.performance.operator.experiment.cost;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.operator.cost.CostLine;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.Design.PlannedCell;
import dev.acme.performance.operator.experiment.stats.Findings.Refusal;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rate at which an always-warm service and functions cost the same; below it functions are cheaper. What both pay, for
 * storage and metadata, does not matter.
 *
 * @param fargateUsdPerHour of all replicas
 * @param lambdaUsdPer1000 downloads
 * @param downloadsPerSecond at which the two are equal, by the means of the runs
 * @param lowest of what any two runs of them say, and {@code highest}
 * @param ecsRuns that count and have a price, as {@code lambdaRuns}
 * @param carriedPerSecond what the service was seen to carry: beyond it more replicas are needed, and more money
 * @param coldPercent of the functions' requests that met a cold start: at another share they cost something else
 */
public record BreakEven(
        String ecsCell,
        String lambdaCell,
        String currency,
        double fargateUsdPerHour,
        double lambdaUsdPer1000,
        double downloadsPerSecond,
        double lowest,
        double highest,
        int ecsRuns,
        int lambdaRuns,
        double carriedPerSecond,
        double coldPercent) {
    public static final int MOST = 64;

    private static final double THOUSANDS_AN_HOUR = 3.6;
    private static final double PERCENT = 100;
    private static final Set<String> FUNCTION =
            Set.of(CostLine.LAMBDA_REQUESTS, CostLine.LAMBDA_COMPUTE, CostLine.LAMBDA_STREAMING);

    /**
     * Of all pairs of cells that differ in one factor only, the cheapest rate first; at most {@link #MOST}. None of the cells that
     * are {@code refused}: what may not be compared is neither cheaper nor dearer.
     */
    public static List<BreakEven> among(Design design, Collection<RunFigures> runs, Collection<Refusal> refused) {
        var byCell = runs.stream().collect(Collectors.groupingBy(RunFigures::cell));
        var apart = refused.stream().map(Refusal::cell).collect(Collectors.toSet());
        var cells = design.measurable().stream()
                .filter(cell -> !apart.contains(cell.id()))
                .toList();
        return cells.stream()
                .flatMap(ecs -> cells.stream()
                        .filter(lambda -> differences(ecs, lambda) == 1)
                        .flatMap(lambda -> of(
                                byCell.getOrDefault(ecs.id(), List.of()), byCell.getOrDefault(lambda.id(), List.of()))
                                .stream()))
                .sorted(Comparator.comparingDouble(BreakEven::downloadsPerSecond))
                .limit(MOST)
                .toList();
    }

    private static long differences(PlannedCell one, PlannedCell other) {
        return one.assignments().entrySet().stream()
                .filter(factor -> !factor.getValue().equals(other.assignments().get(factor.getKey())))
                .count();
    }

    /** Of runs of two cells; empty unless those of one were priced as ecs and those of the other as lambda. */
    public static Optional<BreakEven> of(List<RunFigures> ecs, List<RunFigures> lambda) {
        var ecsCosts = priced(ecs).toList();
        var lambdaCosts =
                priced(lambda).map(RunFigures::cost).filter(Objects::nonNull).toList();
        var hours = ecsCosts.stream()
                .mapToDouble(run -> THOUSANDS_AN_HOUR * rate(run) * sum(run.cost(), Set.of(CostLine.FARGATE)))
                .summaryStatistics();
        var thousands =
                lambdaCosts.stream().mapToDouble(cost -> sum(cost, FUNCTION)).summaryStatistics();
        double hour = hours.getAverage();
        double thousand = thousands.getAverage();
        if (!(hour > 0) || !(thousand > 0)) {
            return Optional.empty();
        }
        return Optional.of(new BreakEven(
                ecs.getFirst().cell(),
                lambda.getFirst().cell(),
                lambdaCosts.getFirst().currency(),
                hour,
                thousand,
                equalAt(hour, thousand),
                equalAt(hours.getMin(), thousands.getMax()),
                equalAt(hours.getMax(), thousands.getMin()),
                ecsCosts.size(),
                lambdaCosts.size(),
                ecsCosts.stream().mapToDouble(BreakEven::rate).average().orElse(0),
                coldPercent(priced(lambda).toList())));
    }

    private static double equalAt(double usdPerHour, double usdPer1000) {
        return usdPerHour / (THOUSANDS_AN_HOUR * usdPer1000);
    }

    /** Whether the two are equal at a rate that the service was seen to carry: only there both prices are known. */
    public boolean isWithinCarried() {
        return downloadsPerSecond <= carriedPerSecond;
    }

    private static double coldPercent(List<RunFigures> runs) {
        double requests = runs.stream().mapToLong(RunFigures::requests).sum();
        return requests == 0
                ? 0
                : PERCENT * runs.stream().mapToLong(RunFigures::coldStarts).sum() / requests;
    }

    private static Stream<RunFigures> priced(List<RunFigures> runs) {
        return runs.stream().filter(run -> run.counts() && run.cost() != null);
    }

    private static double rate(RunFigures run) {
        return run.value(Metric.REQUESTS_PER_SECOND).orElse(0);
    }

    private static double sum(@Nullable RunCost cost, Set<String> names) {
        return cost == null
                ? 0
                : cost.items().stream()
                        .filter(item -> names.contains(item.name()))
                        .mapToDouble(RunCost.Item::usdPer1000)
                        .sum();
    }
}
