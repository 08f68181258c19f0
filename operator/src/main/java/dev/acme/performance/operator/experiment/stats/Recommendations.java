package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.operator.experiment.stats.Design.CapacityGoal;
import dev.acme.performance.operator.experiment.stats.Findings.Effect;
import dev.acme.performance.operator.experiment.stats.Findings.Recommendation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to do, most important first; each with the numbers that speak for it. */
final class Recommendations {
    /** As many as the contract of an experiment allows. */
    private static final int MOST_MISSED = 8;

    private static final int MOST_REPEATS = 20;
    /** What binary fractions add must not ask for one replica more. */
    private static final double BINARY = 1e-9;

    private final Design design;
    private final List<CellSummary> cells;
    private final Winner.Outcome outcome;
    private final Optional<String> doubt;

    /** {@code doubt} says why nothing may be claimed. */
    Recommendations(Design design, List<CellSummary> cells, Winner.Outcome outcome, Optional<String> doubt) {
        this.design = design;
        this.cells = cells;
        this.outcome = outcome;
        this.doubt = doubt;
    }

    List<Recommendation> of(
            Collection<Comparison> comparisons, List<Effect> effects, List<String> pareto, boolean blocked) {
        var chosen = cells.stream()
                .filter(cell -> cell.id().equals(outcome.best().cell()))
                .findFirst()
                .or(() -> cells.stream()
                        .filter(cell -> cell.id().equals(design.baseline()))
                        .findFirst());
        var all = new ArrayList<Recommendation>();
        doubt.map(why -> new Recommendation("Do not choose by these numbers", why))
                .ifPresent(all::add);
        choice(pareto).ifPresent(all::add);
        chosen.flatMap(this::capacity).ifPresent(all::add);
        chosen.flatMap(Recommendations::unblock).ifPresent(all::add);
        missed().ifPresent(all::add);
        broken().ifPresent(all::add);
        repeat(comparisons).ifPresent(all::add);
        if (!blocked && design.repeats() > 1) {
            all.add(
                    new Recommendation(
                            "Use order RandomizedBlocks",
                            "one cell was measured after the other: what the machine did meanwhile passes for a difference of cells"));
        }
        if (doubt.isEmpty()) {
            factor(effects).ifPresent(all::add);
        }
        return all.stream().limit(Findings.MOST_RECOMMENDATIONS).toList();
    }

    private Optional<Recommendation> choice(List<String> pareto) {
        return switch (outcome.kind()) {
            case WON ->
                chosen((isMissed() ? "Do not use it before it keeps its objectives: " : "Use ")
                        + outcome.best().cell());
            case LEVEL ->
                chosen("Choose among " + Winner.named(outcome.level())
                        + " by what else matters to you: the numbers do not tell them apart");
            case TRADE ->
                chosen("Choose among " + Winner.named(pareto)
                        + " by what else matters to you: no cell beats these in throughput, latency and price at once");
            case NOT_COMPARABLE -> chosen("Do not choose by these numbers");
            case WITHHELD -> Optional.empty();
        };
    }

    private boolean isMissed() {
        return cells.stream()
                .filter(cell -> cell.id().equals(outcome.best().cell()))
                .anyMatch(cell -> MissedObjectives.of(cell).isPresent());
    }

    /** Whoever chooses among cells that are level, or by another goal, must know which of them keep what was asked for. */
    private Optional<Recommendation> missed() {
        var missing = cells.stream()
                .filter(cell -> MissedObjectives.of(cell).isPresent())
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Recommendation(
                        "Objectives are missed by "
                                + Winner.named(
                                        missing.stream().map(CellSummary::id).toList()),
                        missing.stream()
                                .limit(MOST_MISSED)
                                .map(cell -> cell.id() + ": "
                                        + MissedObjectives.of(cell).orElse(""))
                                .collect(Collectors.joining("; "))));
    }

    private Optional<Recommendation> chosen(String text) {
        return Optional.of(new Recommendation(text, outcome.best().why()));
    }

    private Optional<Recommendation> capacity(CellSummary cell) {
        CapacityGoal goal = design.capacity();
        if (goal == null) {
            return Optional.empty();
        }
        String rate = Wording.number(goal.targetRequestsPerSecond());
        Double each = cell.requestsPerSecondPerReplica();
        if (each == null || each <= 0) {
            return Optional.of(new Recommendation(
                    "How many replicas of %s carry %s requests/s is not known".formatted(cell.id(), rate),
                    Objects.requireNonNullElse(
                            cell.capacityNotShown(), "none of its runs that count says what one replica carries")));
        }
        long replicas = (long) Math.ceil(goal.targetRequestsPerSecond() / each * goal.safetyFactor() - BINARY);
        return Optional.of(new Recommendation(
                "Run %d replicas of %s for %s requests/s".formatted(replicas, cell.id(), rate),
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
                .filter(one -> one.metric() == design.objective() && !one.significant())
                .filter(one -> design.minEffectPercent() > 0)
                .filter(one -> LogRatio.of(one, design.level()).detectable(design.level()) > wanted())
                .max(Comparator.comparingDouble(Comparison::detectablePercent))
                .map(one -> new Recommendation(
                        repeats(one),
                        "%s against %s: with %d runs each, only differences of %.1f %% or more are found four times of five"
                                .formatted(one.cell(), one.versus(), one.pairs(), one.detectablePercent())));
    }

    private double wanted() {
        return Math.log1p(design.minEffectPercent() / 100);
    }

    private String repeats(Comparison one) {
        var repeats = LogRatio.of(one, design.level()).repeats(design.level(), wanted(), MOST_REPEATS);
        String percent = Wording.number(design.minEffectPercent());
        return repeats.isPresent()
                ? "Repeat %d times to tell differences of %s %% from none".formatted(repeats.getAsInt(), percent)
                : "Find out why equal runs differ so much: not even %d repeats tell differences of %s %%"
                        .formatted(MOST_REPEATS, percent);
    }

    /** One that surely matters, and more than chance does. */
    private Optional<Recommendation> factor(List<Effect> effects) {
        var factors = effects.stream()
                .filter(effect -> !effect.factor().startsWith("("))
                .toList();
        double noise = effects.stream()
                .filter(effect -> effect.factor().equals(VarianceShares.NOISE))
                .mapToDouble(Effect::sharePercent)
                .sum();
        String shares = effects.stream()
                .map(effect -> "%s %.0f %%".formatted(effect.factor(), effect.sharePercent()))
                .collect(Collectors.joining(", "));
        return factors.stream()
                .limit(factors.size() < 2 ? 0 : 1)
                .filter(first -> isSure(first) && first.sharePercent() > noise)
                .map(first -> new Recommendation(
                        "Decide %s first: it matters most".formatted(first.factor()),
                        "of the objective's variance " + shares))
                .findFirst();
    }

    private boolean isSure(Effect effect) {
        Double p = effect.p();
        return p != null && p <= design.level();
    }
}
