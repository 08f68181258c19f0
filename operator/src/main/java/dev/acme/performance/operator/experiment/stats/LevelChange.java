package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;

/**
 * That a cell was not the same from its first run to its last.
 *
 * @param gradual whether it moved by a little from run to run: then {@code lastBefore} and {@code firstAfter} are the first and
 *     the last run, and {@code from} and {@code to} where a line through all runs begins and ends. Else it changed between
 *     these two, and they are geometric means of what came before and after
 * @param runs that were looked at
 * @param further changes of the same cell and metric
 * @param adjustedP two-sided, corrected for all cells and metrics that were looked at (Bonferroni)
 */
public record LevelChange(
        String cell,
        Metric metric,
        boolean gradual,
        String lastBefore,
        String firstAfter,
        int runs,
        int further,
        double from,
        double to,
        double adjustedP) {}
