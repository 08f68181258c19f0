package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.operator.experiment.stats.Design.PlannedCell;
import dev.acme.performance.operator.experiment.stats.Findings.Contrast;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One factor at a time: each value of it against its value in the baseline, wherever all others are equal. Corrected together by
 * factor and metric.
 */
final class Contrasts {
    private Contrasts() {}

    private record Step(String from, String to, Map<String, String> others, Matches.Pair pair) {}

    static List<Contrast> of(Design design, Admission admission, Collection<RunFigures> runs) {
        var cells = design.cells().stream()
                .filter(cell -> admission.admitted().contains(cell.id()))
                .toList();
        var baseline =
                design.cell(design.baseline()).map(PlannedCell::assignments).orElse(Map.of());
        var matches = Stream.concat(Stream.of(design.objective()), Direction.HEADLINES.stream())
                .distinct()
                .map(metric -> new Matches(design, metric, runs))
                .toList();
        var contrasts = new ArrayList<Contrast>();
        for (var factor : baseline.entrySet()) {
            var steps = steps(cells, factor.getKey(), factor.getValue());
            for (var match : matches) {
                contrasts(factor.getKey(), steps, match).stream()
                        .map(one -> one.under(design.objective()))
                        .forEach(contrasts::add);
            }
        }
        return contrasts;
    }

    private static List<Contrast> contrasts(String factor, List<Step> steps, Matches matches) {
        var byPair = new HashMap<Matches.Pair, Step>();
        steps.forEach(step -> byPair.put(step.pair(), step));
        return matches.of(steps.stream().map(Step::pair).toList()).stream()
                .flatMap(comparison ->
                        Optional.ofNullable(byPair.get(new Matches.Pair(comparison.cell(), comparison.versus())))
                                .map(step -> new Contrast(factor, step.from(), step.to(), step.others(), comparison))
                                .stream())
                .toList();
    }

    private static List<Step> steps(List<PlannedCell> cells, String factor, String from) {
        var starts = new HashMap<Map<String, String>, String>();
        cells.stream()
                .filter(cell -> from.equals(cell.assignments().get(factor)))
                .forEach(cell -> starts.put(others(cell, factor), cell.id()));
        return cells.stream()
                .filter(cell -> !from.equals(cell.assignments().getOrDefault(factor, from)))
                .flatMap(cell -> {
                    var others = others(cell, factor);
                    return Optional.ofNullable(starts.get(others))
                            .map(start -> new Step(
                                    from,
                                    cell.assignments().getOrDefault(factor, ""),
                                    others,
                                    new Matches.Pair(cell.id(), start)))
                            .stream();
                })
                .toList();
    }

    private static Map<String, String> others(PlannedCell cell, String factor) {
        var others = new LinkedHashMap<>(cell.assignments());
        others.remove(factor);
        return others;
    }
}
