package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Compares cells with one of them: all comparisons of one metric, corrected together. */
final class Matches {
    private final Design design;
    private final Metric metric;
    private final RunTable table;
    private final BlockNoise noise;
    /** Of logarithms: what the same cell may differ by from itself. */
    private final double least;

    /** Only {@code runs} of cells that may be compared belong here: their noise counts for all. */
    Matches(Design design, Metric metric, Collection<RunFigures> runs) {
        this.design = design;
        this.metric = metric;
        this.table = RunTable.of(runs, metric);
        this.noise = BlockNoise.of(table);
        this.least = design.secondOfPair()
                .flatMap(again -> LogRatio.of(table, noise, again.id(), design.baseline()))
                .map(pair -> pair.half(design.level()))
                .orElse(0.0);
    }

    /** Two cells to be compared. */
    record Pair(String cell, String versus) {}

    private record Open(Pair pair, LogRatio ratio) {}

    /** Every other cell that has runs enough; the second of an A/A pair is none of them. */
    List<Comparison> with(String versus) {
        return of(table.cells().keySet().stream()
                .filter(cell -> !cell.equals(versus) && !cell.equals(design.again()))
                .map(cell -> new Pair(cell, versus))
                .toList());
    }

    /** Those pairs that have runs enough, in their order. */
    List<Comparison> of(List<Pair> pairs) {
        var open = new ArrayList<Open>();
        for (var pair : pairs) {
            LogRatio.of(table, noise, pair.cell(), pair.versus()).ifPresent(ratio -> open.add(new Open(pair, ratio)));
        }
        double[] adjusted =
                Holm.adjusted(open.stream().mapToDouble(one -> one.ratio().p()).toArray());
        var comparisons = new ArrayList<Comparison>();
        for (int i = 0; i < adjusted.length; i++) {
            comparisons.add(comparison(open.get(i), adjusted[i]));
        }
        return comparisons;
    }

    private Comparison comparison(Open open, double adjustedP) {
        var ratio = open.ratio();
        double level = design.level();
        double half = ratio.half(level);
        double difference = ratio.difference();
        double smallest = Math.max(half, Math.max(least, Math.log1p(design.minEffectPercent() / 100)));
        return new Comparison(
                open.pair().cell(),
                open.pair().versus(),
                metric,
                ratio.pairs(),
                ratio.paired(),
                Math.exp(ratio.mean()),
                Math.exp(ratio.versusMean()),
                Math.exp(difference),
                Math.exp(difference - half),
                Math.exp(difference + half),
                ratio.p(),
                adjustedP,
                adjustedP <= level && isLarge(difference),
                100 * Math.expm1(smallest),
                100 * Math.expm1(ratio.found(smallest)),
                ratio.freedom());
    }

    /** The same whichever of the two is the baseline: 1.05 and 1/1.05 are one difference. */
    private boolean isLarge(double difference) {
        double far = Math.abs(difference);
        return 100 * Math.expm1(far) >= design.minEffectPercent() && far >= least;
    }
}
