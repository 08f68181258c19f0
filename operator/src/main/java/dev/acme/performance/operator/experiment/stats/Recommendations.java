package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.operator.experiment.stats.Design.CapacityGoal;
import dev.acme.performance.operator.experiment.stats.Findings.Best;
import dev.acme.performance.operator.experiment.stats.Findings.Effect;
import dev.acme.performance.operator.experiment.stats.Findings.Recommendation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to do, most important first; each with the numbers that speak for it. */
final class Recommendations {
    private final Design design;
    private final List<CellSummary> cells;
    private final Best best;

    Recommendations(Design design, List<CellSummary> cells, Best best) {
        this.design = design;
        this.cells = cells;
        this.best = best;
    }

    List<Recommendation> of(
            Collection<Comparison> comparisons, List<Effect> effects, List<String> pareto, boolean blocked) {
        var chosen = cells.stream()
                .filter(cell -> cell.id().equals(best.cell()))
                .findFirst()
                .or(() -> cells.stream()
                        .filter(cell -> cell.id().equals(design.baseline()))
                        .findFirst());
        var all = new ArrayList<Recommendation>();
        all.add(choice(pareto));
        chosen.flatMap(this::capacity).ifPresent(all::add);
        chosen.flatMap(Recommendations::unblock).ifPresent(all::add);
        broken().ifPresent(all::add);
        repeat(comparisons).ifPresent(all::add);
        if (!blocked && design.repeats() > 1) {
            all.add(
                    new Recommendation(
                            "Use order RandomizedBlocks",
                            "one cell was measured after the other: what the machine did meanwhile passes for a difference of cells"));
        }
        factor(effects).ifPresent(all::add);
        return all.stream().limit(Findings.MOST_RECOMMENDATIONS).toList();
    }

    private Recommendation choice(List<String> pareto) {
        return best.cell() != null
                ? new Recommendation("Use " + best.cell(), best.why())
                : new Recommendation(
                        pareto.isEmpty()
                                ? "Do not choose by these numbers"
                                : "Choose among "
                                        + String.join(
                                                ", ", pareto.stream().limit(5).toList())
                                        + " by what else matters to you: no cell beats these in throughput, latency and price at once",
                        best.why());
    }

    private Optional<Recommendation> capacity(CellSummary cell) {
        CapacityGoal goal = design.capacity();
        Double each = cell.requestsPerSecondPerReplica();
        if (goal == null || each == null || each <= 0) {
            return Optional.empty();
        }
        long replicas = (long) Math.ceil(goal.targetRequestsPerSecond() / each * goal.safetyFactor());
        return Optional.of(new Recommendation(
                "Run %d replicas of %s for %s requests/s"
                        .formatted(replicas, cell.id(), Wording.number(goal.targetRequestsPerSecond())),
                "%s requests/s of one replica, times %s for safety"
                        .formatted(Wording.number(each), Wording.number(goal.safetyFactor()))));
    }

    private static Optional<Recommendation> unblock(CellSummary cell) {
        var held = cell.bottleneck();
        return held == null || held.advice().isBlank() || held.component().equals("none")
                ? Optional.empty()
                : Optional.of(new Recommendation(
                        "In %s, next: %s".formatted(cell.id(), held.advice()),
                        "%s holds it back in %d of %d runs: %s"
                                .formatted(
                                        held.component(),
                                        held.runs(),
                                        cell.runs(),
                                        String.join("; ", held.evidence()))));
    }

    private Optional<Recommendation> broken() {
        var hurt = cells.stream()
                .filter(cell -> cell.planned() > 0 && cell.runs() < cell.planned())
                .toList();
        return hurt.isEmpty()
                ? Optional.empty()
                : Optional.of(new Recommendation(
                        "Find out why runs of %s do not count"
                                .formatted(hurt.stream()
                                        .limit(5)
                                        .map(CellSummary::id)
                                        .collect(Collectors.joining(", "))),
                        "cells with fewer runs that count than were planned: %d; runs failed: %d, invalid: %d"
                                .formatted(
                                        hurt.size(),
                                        hurt.stream()
                                                .mapToInt(CellSummary::failed)
                                                .sum(),
                                        hurt.stream()
                                                .mapToInt(CellSummary::invalid)
                                                .sum())));
    }

    /** Where the experiment could not have seen the smallest difference that it was asked for. */
    private Optional<Recommendation> repeat(Collection<Comparison> comparisons) {
        return comparisons.stream()
                .filter(one ->
                        one.metric() == design.objective() && one.detectablePercent() > design.minEffectPercent())
                .filter(one -> !one.significant() && design.minEffectPercent() > 0)
                .max(Comparator.comparingDouble(Comparison::detectablePercent))
                .map(one -> new Recommendation(
                        "Repeat %d times to tell differences of %s %%"
                                .formatted(repeats(one), Wording.number(design.minEffectPercent())),
                        "%s against %s: with %d runs each, only differences of %.1f %% or more are found four times of five"
                                .formatted(one.cell(), one.versus(), one.pairs(), one.detectablePercent())));
    }

    /** By the normal approximation of a paired test at 95 % with a power of 80 %: (1.96 + 0.84)² (s / d)², and at least 5. */
    private long repeats(Comparison one) {
        double spread = Math.log1p(one.detectablePercent() / 100) * Math.sqrt(one.pairs());
        double wanted = Math.log1p(design.minEffectPercent() / 100);
        double now = spread / wanted;
        return Math.max(5, Math.min(1_000, (long) Math.ceil(now * now)));
    }

    private static Optional<Recommendation> factor(List<Effect> effects) {
        var factors = effects.stream()
                .filter(effect -> !effect.factor().startsWith("("))
                .toList();
        if (factors.size() < 2) {
            return Optional.empty();
        }
        String shares = effects.stream()
                .map(effect -> "%s %.0f %%".formatted(effect.factor(), effect.sharePercent()))
                .collect(Collectors.joining(", "));
        return Optional.of(new Recommendation(
                "Decide %s first: it matters most".formatted(factors.getFirst().factor()),
                "of the objective's variance " + shares));
    }
}
