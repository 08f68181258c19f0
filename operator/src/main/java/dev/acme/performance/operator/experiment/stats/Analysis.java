package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.operator.experiment.stats.Findings.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes findings of runs. */
public final class Analysis {
    private Analysis() {}

    /**
     * {@code runs} are all that were started, in any state; those of cells that the design does not have are not looked at.
     * Planned runs that are not among them withhold the verdict.
     */
    public static Findings of(Design design, Collection<RunFigures> runs) {
        return found(design, counted(runs));
    }

    /** {@code runs} as they count: those whose environment is not that of most runs of their cell are invalid. */
    public static List<RunFigures> counted(Collection<RunFigures> runs) {
        return Strays.marked(runs);
    }

    private static Findings found(Design design, List<RunFigures> runs) {
        Map<String, List<RunFigures>> byCell = runs.stream().collect(Collectors.groupingBy(RunFigures::cell));
        var planned = Stream.concat(design.cells().stream(), design.secondOfPair().stream())
                .toList();
        var all = planned.stream()
                .map(cell -> CellReading.of(design, cell, byCell.getOrDefault(cell.id(), List.of())))
                .toList();
        var cells = all.subList(0, design.cells().size());
        var counting = planned.stream()
                .flatMap(cell -> byCell.getOrDefault(cell.id(), List.of()).stream())
                .filter(RunFigures::counts)
                .toList();
        var admission = Admission.of(design, all, counting);
        var admitted = counting.stream()
                .filter(run -> admission.admitted().contains(run.cell()))
                .toList();
        var aa = design.secondOfPair()
                .map(_ -> AaPair.of(design, baseline(design, cells), all.getLast(), admission, admitted));
        var doubt = aa.flatMap(pair -> Optional.ofNullable(pair.doubt()));
        var comparisons = Stream.concat(Stream.of(design.objective()), Direction.HEADLINES.stream())
                .distinct()
                .flatMap(metric -> compared(design, admission, metric, admitted))
                .map(one -> doubt.isPresent() ? one.unclaimed() : one)
                .toList();
        var effects = VarianceShares.of(
                design,
                admitted.stream()
                        .filter(run -> !run.cell().equals(design.again()))
                        .toList());
        var outcome = new Winner(design, admission, admitted)
                .best(cells, missing(design, byCell), doubt)
                .besides(cells);
        var pareto = ParetoFront.of(
                design,
                cells.stream()
                        .filter(cell -> admission.admitted().contains(cell.id()))
                        .toList());
        boolean blocked = runs.stream().allMatch(run -> run.block() != RunFigures.NO_BLOCK);
        return new Findings(
                cells,
                comparisons,
                Contrasts.of(design, admission, admitted).stream()
                        .map(one -> doubt.isPresent() ? one.unclaimed() : one)
                        .toList(),
                Stream.concat(admission.refused().stream(), apart(design, admission, comparisons))
                        .toList(),
                effects,
                outcome.best(),
                pareto,
                CellLevels.changes(design, counting),
                new Recommendations(design, cells, outcome, doubt).of(comparisons, effects, pareto, blocked),
                aa.orElse(null));
    }

    private static CellSummary baseline(Design design, List<CellSummary> cells) {
        return cells.stream()
                .filter(cell -> cell.id().equals(design.baseline()))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Comparison> compared(
            Design design, Admission admission, Metric metric, List<RunFigures> runs) {
        return admission.admitted().contains(design.baseline())
                ? new Matches(design, metric, runs)
                        .with(design.baseline()).stream().map(one -> one.under(design.objective()))
                : Stream.empty();
    }

    /** Cells that are fit to be compared and still share too little with the baseline. */
    private static Stream<Refusal> apart(Design design, Admission admission, List<Comparison> comparisons) {
        var compared = comparisons.stream()
                .filter(one -> one.metric() == design.objective())
                .map(Comparison::cell)
                .collect(Collectors.toSet());
        return admission.admitted().stream()
                .filter(_ -> admission.admitted().contains(design.baseline()))
                .filter(cell -> !cell.equals(design.baseline()) && !cell.equals(design.again()))
                .filter(cell -> !compared.contains(cell))
                .map(cell -> new Refusal(cell, "fewer than two blocks in common with the baseline"));
    }

    /** A repeat of which there is no run at all, not even a failed one. */
    private static int missing(Design design, Map<String, List<RunFigures>> byCell) {
        return Stream.concat(design.measurable().stream(), design.secondOfPair().stream())
                .mapToInt(cell -> design.runs(cell)
                        - (int) Optional.ofNullable(byCell.get(cell.id())).orElse(List.of()).stream()
                                .map(RunFigures::repeat)
                                .distinct()
                                .count())
                .map(count -> Math.max(0, count))
                .sum();
    }
}
