package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.operator.experiment.stats.Findings.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same cell twice, compared as two cells are (H-12): a method that finds a difference here finds differences that are none.
 * By chance it does in as many experiments as the level says, at most.
 *
 * @param first what the baseline's runs say that it is compared by
 * @param again what the second cell's runs say
 * @param comparisons of the second with the first: of the objective, then of the headlines; none where too few runs count
 * @param leastPercent smallest difference of the objective that the pair tells from none: the half of its interval; absent
 *     where it was not compared
 * @param doubt why nothing can be claimed of any cell; absent where the two agree
 */
public record AaPair(
        CellSummary first,
        CellSummary again,
        List<Comparison> comparisons,
        @Nullable Double leastPercent,
        @Nullable String doubt) {
    public AaPair {
        comparisons = List.copyOf(comparisons);
    }

    /** {@code runs} are those of all admitted cells that count: the noise is theirs together. */
    static AaPair of(
            Design design, CellSummary first, CellSummary again, Admission admission, Collection<RunFigures> runs) {
        var pair = List.of(new Matches.Pair(again.id(), design.baseline()));
        var comparisons = Stream.concat(Stream.of(design.objective()), Direction.HEADLINES.stream())
                .distinct()
                .flatMap(metric ->
                        new Matches(design, metric, runs).of(pair).stream().map(one -> one.under(design.objective())))
                .toList();
        var decisive = comparisons.stream()
                .filter(one -> one.metric() == design.objective())
                .findFirst();
        return decisive.map(one ->
                        new AaPair(first, again, comparisons, least(one), one.significant() ? differs(one) : null))
                .orElseGet(() -> new AaPair(first, again, comparisons, null, unknown(design, again, admission)));
    }

    /** Empty where the objective's was not made. */
    public Optional<Comparison> comparison(Metric objective) {
        return comparisons.stream().filter(one -> one.metric() == objective).findFirst();
    }

    private static double least(Comparison one) {
        return 100 * (Math.sqrt(one.high() / one.low()) - 1);
    }

    private static String differs(Comparison one) {
        return "the same cell against itself differs by %.1f %%: %s of %s against %s of %s, %s, ratio %s, n = %d, %s; the machine or the method cannot be trusted"
                .formatted(
                        100 * Math.abs(one.ratio() - 1),
                        Wording.mean(one, one.mean()),
                        one.cell(),
                        Wording.mean(one, one.versusMean()),
                        one.versus(),
                        Wording.name(one.metric()),
                        Wording.ratio(one.ratio(), one.low(), one.high()),
                        one.pairs(),
                        Wording.pValue(one.adjustedP()));
    }

    private static String unknown(Design design, CellSummary again, Admission admission) {
        String why = admission.refused().stream()
                .filter(one -> one.cell().equals(again.id()) || one.cell().equals(design.baseline()))
                .findFirst()
                .map((Refusal one) -> one.cell() + ": " + one.why())
                .orElse("fewer than two blocks in common");
        return "%s and %s, the same cell twice, cannot be compared (%s): whether the machine and the method can be trusted is not known"
                .formatted(design.baseline(), again.id(), why);
    }
}
