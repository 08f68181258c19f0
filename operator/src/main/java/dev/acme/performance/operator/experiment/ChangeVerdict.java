package dev.acme.performance.operator.experiment;

import dev.acme.performance.operator.experiment.stats.Analysis;
import dev.acme.performance.operator.experiment.stats.Comparison;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * Whether a change made a system better, by runs of both: first by what succeeds, then by the objective.
 *
 * @param why the numbers that decided, or why they cannot
 * @param findings of the two alone
 */
record ChangeVerdict(Answer answer, String why, Findings findings) {
    enum Answer {
        BETTER,
        NOT_BETTER,
        UNKNOWN
    }

    /** {@code design} has two cells, the changed one beside its baseline, which may be there once more. */
    static ChangeVerdict of(Design design, String changed, Collection<RunFigures> runs) {
        var findings = Analysis.of(design, runs);
        return SuccessFirst.of(design.baseline(), changed, runs, design.minEffectPercent())
                .map(first -> new ChangeVerdict(
                        first.isBetter() ? Answer.BETTER : Answer.NOT_BETTER, first.why(), findings.unpaired()))
                .orElseGet(() -> byObjective(design, changed, runs, findings));
    }

    private static ChangeVerdict byObjective(
            Design design, String changed, Collection<RunFigures> runs, Findings findings) {
        var best = findings.best();
        var compared = findings.comparison(changed, design.objective());
        if (compared.isEmpty() || isIncomplete(design, runs) || findings.isDoubted()) {
            return new ChangeVerdict(Answer.UNKNOWN, best.why(), findings);
        }
        String numbers = numbers(compared.get());
        return changed.equals(best.cell())
                ? new ChangeVerdict(Answer.BETTER, numbers, findings)
                : new ChangeVerdict(Answer.NOT_BETTER, numbers + ": " + best.why(), findings);
    }

    /** Planned runs of which there is not even a failed one. */
    private static boolean isIncomplete(Design design, Collection<RunFigures> runs) {
        return Stream.concat(design.cells().stream(), design.secondOfPair().stream())
                .anyMatch(cell -> runs.stream()
                                .filter(run -> run.cell().equals(cell.id()))
                                .map(RunFigures::repeat)
                                .distinct()
                                .count()
                        < design.repeats());
    }

    /** Such as {@code from 9.8 to 94.2 requests/s, ratio 9.61 (9.32 to 9.91), n = 3, p = 0.00012}. */
    private static String numbers(Comparison one) {
        return "from %s to %s %s, ratio %s, n = %d, %s"
                .formatted(
                        Wording.mean(one, one.versusMean()),
                        Wording.mean(one, one.mean()),
                        Wording.name(one.metric()),
                        Wording.ratio(one.ratio(), one.low(), one.high()),
                        one.pairs(),
                        Wording.pValue(one.adjustedP()));
    }
}
