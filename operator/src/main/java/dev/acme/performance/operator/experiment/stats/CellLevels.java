package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.operator.level.LevelChanges;
import dev.acme.performance.operator.level.LevelCourse;
import dev.acme.performance.operator.level.LevelCourse.Step;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether cells kept their level over the experiment ({@link LevelChanges}). The level is divided by the number of cells and
 * metrics that are looked at (Bonferroni), so that an experiment of many cells does not make one up.
 *
 * @param tests cells times metrics
 */
record CellLevels(Design design, List<Metric> metrics, int tests) {
    /** With fewer a block that was disturbed would pass for a new level. */
    static final int FEWEST_RUNS = 8;

    /** Of runs that count, in the order of their start; of each cell what is surest. */
    static List<LevelChange> changes(Design design, Collection<RunFigures> counting) {
        var metrics = Stream.of(design.objective(), Metric.REQUESTS_PER_SECOND, Metric.MEDIAN_MS, Metric.P99_MS)
                .distinct()
                .toList();
        var cells = counting.stream()
                .collect(Collectors.groupingBy(RunFigures::cell, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(runs -> runs.size() >= FEWEST_RUNS)
                .toList();
        var levels = new CellLevels(design, metrics, cells.size() * metrics.size());
        return cells.stream().flatMap(runs -> levels.surest(runs).stream()).toList();
    }

    private Optional<LevelChange> surest(List<RunFigures> cell) {
        return metrics.stream()
                .flatMap(metric -> change(cell, metric).stream())
                .min(Comparator.comparingDouble(LevelChange::adjustedP));
    }

    private Optional<LevelChange> change(List<RunFigures> cell, Metric metric) {
        var runs = cell.stream().filter(run -> run.value(metric).orElse(0) > 0).toList();
        if (runs.size() < FEWEST_RUNS) {
            return Optional.empty();
        }
        double[] values =
                runs.stream().flatMapToDouble(run -> run.value(metric).stream()).toArray();
        return switch (LevelChanges.of(values, design.level() / tests, 1 + design.minEffectPercent() / 100)) {
            case LevelCourse.Steady _ -> Optional.empty();
            case LevelCourse.Stepped stepped -> Optional.of(step(runs, metric, stepped));
            case LevelCourse.Drifting drift -> Optional.of(drift(runs, metric, drift));
        };
    }

    private LevelChange step(List<RunFigures> runs, Metric metric, LevelCourse.Stepped stepped) {
        var step = stepped.steps().stream()
                .min(Comparator.comparingDouble(Step::pValue))
                .orElseThrow();
        return new LevelChange(
                runs.getFirst().cell(),
                metric,
                false,
                runs.get(step.at() - 1).run(),
                runs.get(step.at()).run(),
                runs.size(),
                stepped.steps().size() - 1,
                step.from(),
                step.to(),
                Math.min(1, step.pValue() * tests));
    }

    private LevelChange drift(List<RunFigures> runs, Metric metric, LevelCourse.Drifting drift) {
        return new LevelChange(
                runs.getFirst().cell(),
                metric,
                true,
                runs.getFirst().run(),
                runs.getLast().run(),
                runs.size(),
                0,
                drift.from(),
                drift.to(),
                Math.min(1, drift.pValue() * tests));
    }
}
