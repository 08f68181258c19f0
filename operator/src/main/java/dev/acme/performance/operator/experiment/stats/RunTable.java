package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Logarithms of one metric by cell and by place, which is the block, or without blocks the number of the run in its cell. Runs
 * of one cell in one block are one value, their mean.
 *
 * @param blocked whether equal places stood close together in time
 */
record RunTable(boolean blocked, Map<String, NavigableMap<Integer, Double>> cells) {

    /** Of runs that count; a cell with a value that is not above 0, or missing, is left out whole. */
    static RunTable of(Collection<RunFigures> runs, Metric metric) {
        boolean blocked = runs.stream().allMatch(run -> run.block() != RunFigures.NO_BLOCK);
        var byCell =
                runs.stream().collect(Collectors.groupingBy(RunFigures::cell, LinkedHashMap::new, Collectors.toList()));
        var cells = new LinkedHashMap<String, NavigableMap<Integer, Double>>();
        byCell.forEach((cell, its) -> {
            if (its.stream().allMatch(run -> run.value(metric).orElse(0) > 0)) {
                cells.put(cell, blocked ? byBlock(its, metric) : inOrder(its, metric));
            }
        });
        return new RunTable(blocked, cells);
    }

    private static NavigableMap<Integer, Double> byBlock(List<RunFigures> runs, Metric metric) {
        return runs.stream()
                .collect(Collectors.groupingBy(
                        RunFigures::block,
                        TreeMap::new,
                        Collectors.averagingDouble(
                                run -> Math.log(run.value(metric).orElseThrow()))));
    }

    private static NavigableMap<Integer, Double> inOrder(List<RunFigures> runs, Metric metric) {
        var values = new TreeMap<Integer, Double>();
        runs.forEach(run -> values.put(values.size(), Math.log(run.value(metric).orElseThrow())));
        return values;
    }

    /** Those of one cell; none where it is left out. */
    NavigableMap<Integer, Double> of(String cell) {
        return cells.getOrDefault(cell, new TreeMap<>());
    }
}
