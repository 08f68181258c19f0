package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.operator.experiment.stats.Findings.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which cells may be compared with the baseline: enough runs that count (H-02), at most 1 % failures (H-04), the baseline's
 * environment, or without a baseline that of most runs (H-10), the objective's number in every run.
 *
 * @param admitted ids, the baseline's among them where it is fit itself
 */
record Admission(Set<String> admitted, List<Refusal> refused) {
    private static final double FEWEST_SUCCESSES_PERCENT = 99;
    private static final int FEWEST_RUNS = 2;

    /** {@code counting} have one environment by cell. */
    static Admission of(Design design, List<CellSummary> cells, List<RunFigures> counting) {
        String home = Strays.home(design.baseline(), counting);
        var unknown = counting.stream()
                .filter(run -> run.fingerprint().isEmpty())
                .map(RunFigures::cell)
                .collect(Collectors.toSet());
        var elsewhere = counting.stream()
                .filter(run -> !run.fingerprint().equals(home))
                .map(RunFigures::cell)
                .collect(Collectors.toSet());
        var table = RunTable.of(counting, design.objective());
        var admitted = new LinkedHashSet<String>();
        var refused = new ArrayList<Refusal>();
        for (var cell : cells) {
            reason(cell, elsewhere, unknown, table)
                    .ifPresentOrElse(why -> refused.add(new Refusal(cell.id(), why)), () -> admitted.add(cell.id()));
        }
        return new Admission(admitted, refused);
    }

    /** The first cell that is not compared, and why; empty where all are. */
    String refusedInWords() {
        return refused.stream()
                .findFirst()
                .map(one -> ": %s not, %s%s"
                        .formatted(
                                one.cell(),
                                one.why(),
                                refused.size() == 1 ? "" : "; nor %d more".formatted(refused.size() - 1)))
                .orElse("");
    }

    private static Optional<String> reason(
            CellSummary cell, Set<String> elsewhere, Set<String> unknown, RunTable table) {
        if (cell.verdict() == CellSummary.CellVerdict.SKIPPED) {
            return Optional.of("skipped: " + String.join("; ", cell.reasons()));
        }
        if (cell.runs() == 0) {
            return Optional.of("none of its runs counts: %d failed, %d invalid%s"
                    .formatted(
                            cell.failed(),
                            cell.invalid(),
                            cell.reasons().stream()
                                    .findFirst()
                                    .map(why -> " (" + why + ")")
                                    .orElse("")));
        }
        if (cell.runs() < FEWEST_RUNS) {
            return Optional.of("one run that counts has no interval; " + FEWEST_RUNS + " are needed, 5 are good");
        }
        Double success = cell.successPercent();
        if (success != null && success < FEWEST_SUCCESSES_PERCENT) {
            return Optional.of("%.2f %% of its requests failed: beyond 1 %% its latencies are of another load"
                    .formatted(100 - success));
        }
        if (!table.cells().containsKey(cell.id())) {
            return Optional.of("a run without the objective's number, or with one that is not above 0");
        }
        if (unknown.contains(cell.id())) {
            return Optional.of("its runs do not tell their environment, so nothing says that they share one");
        }
        return elsewhere.contains(cell.id())
                ? Optional.of("its runs' environments differ from those that it would be compared with")
                : Optional.empty();
    }
}
