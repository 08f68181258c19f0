package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.operator.experiment.stats.Findings.Best;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cell that is better than every other: significantly in the objective, and in no other headline significantly worse than the
 * next best or the baseline (H-16). Withheld where planned runs are missing (H-15) or the same cell differs from itself (H-12). "No significant winner" is an answer.
 */
final class Winner {
    private static final int MOST_NAMED = 5;

    /** Whether there is a winner, and if not, why. */
    enum Kind {
        WON,
        LEVEL,
        TRADE,
        NOT_COMPARABLE,
        WITHHELD
    }

    /** @param level cells that the numbers do not tell apart, the best among them; none where they do */
    record Outcome(Kind kind, Best best, List<String> level) {
        Outcome {
            level = List.copyOf(level);
        }

        /** The same with what the winner was asked for and did not keep. */
        Outcome besides(List<CellSummary> cells) {
            return cells.stream()
                    .filter(cell -> cell.id().equals(best.cell()))
                    .findFirst()
                    .flatMap(MissedObjectives::of)
                    .map(missed -> new Outcome(
                            kind, new Best(best.cell(), best.why() + "; but it misses objectives: " + missed), level))
                    .orElse(this);
        }
    }

    private final Design design;
    private final Admission admission;
    private final Collection<RunFigures> runs;
    private final Direction direction;

    /** {@code runs} are those of the admitted cells that count. */
    Winner(Design design, Admission admission, Collection<RunFigures> runs) {
        this.design = design;
        this.admission = admission;
        this.runs = runs;
        this.direction = Direction.of(design.objective());
    }

    /** {@code missing} counts planned runs of which nothing is known; {@code doubt} says why nothing may be claimed at all. */
    Outcome best(List<CellSummary> cells, int missing, Optional<String> doubt) {
        if (missing > 0) {
            return none(
                    Kind.WITHHELD,
                    "Withheld: of %d planned runs nothing is known, and a comparison shows all".formatted(missing));
        }
        if (doubt.isPresent()) {
            return none(Kind.WITHHELD, "Withheld: " + doubt.get());
        }
        var ranked = cells.stream()
                .filter(cell -> admission.admitted().contains(cell.id()))
                .sorted(Comparator.comparingDouble(this::loss))
                .map(CellSummary::id)
                .toList();
        if (ranked.size() < 2) {
            return none(
                    Kind.NOT_COMPARABLE,
                    "No significant winner: %d of %d cells can be compared%s"
                            .formatted(ranked.size(), cells.size(), admission.refusedInWords()));
        }
        return best(ranked);
    }

    private double loss(CellSummary cell) {
        double mean = cell.estimate(design.objective()).map(Estimate::mean).orElse(Double.NaN);
        return direction == Direction.LOWER ? mean : -mean;
    }

    private Outcome best(List<String> ranked) {
        String first = ranked.getFirst();
        String next = ranked.get(1);
        var others = new Matches(design, design.objective(), runs).with(first);
        var compared = others.stream().map(Comparison::cell).collect(Collectors.toSet());
        var strangers = ranked.stream()
                .filter(cell -> !cell.equals(first) && !compared.contains(cell))
                .toList();
        if (!strangers.isEmpty()) {
            return none(
                    Kind.NOT_COMPARABLE,
                    "No significant winner: %s has the best %s, but fewer than two blocks in common with %s"
                            .formatted(first, Wording.name(design.objective()), named(strangers)));
        }
        var beaten = others.stream()
                .filter(other -> other.significant() && !direction.isBetter(other.mean(), other.versusMean()))
                .map(Comparison::cell)
                .collect(Collectors.toSet());
        var level = ranked.stream()
                .filter(cell -> !cell.equals(first) && !beaten.contains(cell))
                .toList();
        if (!level.isEmpty()) {
            String why =
                    "No significant winner: %s has the best %s, but %s not significantly worse (%s %% confidence, differences of %s %% or more)"
                            .formatted(
                                    first,
                                    Wording.name(design.objective()),
                                    named(level) + (level.size() == 1 ? " is" : " are"),
                                    Wording.number(design.confidencePercent()),
                                    Wording.number(design.minEffectPercent()));
            return new Outcome(
                    Kind.LEVEL,
                    new Best(null, why),
                    Stream.concat(Stream.of(first), level.stream()).toList());
        }
        var trades =
                worse(first, Stream.of(next, design.baseline()).collect(Collectors.toCollection(LinkedHashSet::new)));
        if (!trades.isEmpty()) {
            return none(
                    Kind.TRADE,
                    "No winner in all: %s has significantly the best %s, but is worse in %s"
                            .formatted(first, Wording.name(design.objective()), String.join(", ", trades)));
        }
        var runnerUp = others.stream()
                .filter(other -> other.cell().equals(next))
                .findFirst()
                .orElseThrow();
        return new Outcome(Kind.WON, new Best(first, why(runnerUp)), List.of());
    }

    private List<String> worse(String first, Set<String> rivals) {
        return Direction.HEADLINES.stream()
                .filter(metric -> metric != design.objective())
                .flatMap(metric -> new Matches(design, metric, runs)
                        .with(first).stream()
                                .filter(rival -> rivals.contains(rival.cell()) && rival.significant())
                                .filter(rival -> Direction.of(metric).isBetter(rival.mean(), rival.versusMean()))
                                .map(rival -> Wording.name(metric) + " than " + rival.cell()))
                .distinct()
                .toList();
    }

    private static String why(Comparison next) {
        return "Best %s of all, and significantly: %s against %s of %s, the next best; ratio %s, n = %d, %s"
                .formatted(
                        Wording.name(next.metric()),
                        Wording.mean(next, next.versusMean()),
                        Wording.mean(next, next.mean()),
                        next.cell(),
                        Wording.ratio(1 / next.ratio(), 1 / next.high(), 1 / next.low()),
                        next.pairs(),
                        Wording.pValue(next.adjustedP()));
    }

    static String named(List<String> cells) {
        return cells.size() <= MOST_NAMED
                ? String.join(", ", cells)
                : String.join(", ", cells.subList(0, MOST_NAMED)) + " and " + (cells.size() - MOST_NAMED) + " more";
    }

    private static Outcome none(Kind kind, String why) {
        return new Outcome(kind, new Best(null, why), List.of());
    }
}
