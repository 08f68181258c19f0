package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentPlanner;
import dev.acme.performance.operator.experiment.plan.ExperimentWorld;
import dev.acme.performance.operator.experiment.plan.Plan;
import dev.acme.performance.operator.experiment.plan.Slot;
import java.util.HashMap;
import java.util.List;

/** What a cell's runs say together while others are still to come. */
record CellSummaries(ExperimentApi api, Analyst analyst) {
    /** Of the cell that {@code slot} measures. The index may be behind by the runs that have just ended. */
    Cell of(PerformanceExperiment experiment, Slot slot, ExperimentWorld world) {
        var status = ExperimentPlanner.statusOf(experiment);
        var runs = new HashMap<String, PerformanceRun>();
        api.ofCell(ExperimentAttempt.of(experiment, status.attempt()), slot.cell())
                .forEach(run -> runs.put(run.getMetadata().getName(), run));
        world.open().values().stream()
                .filter(run -> ExperimentAttempt.slotOf(run)
                        .filter(one -> one.cell().equals(slot.cell()))
                        .isPresent())
                .forEach(run -> runs.put(run.getMetadata().getName(), run));
        var cell = status.cells().stream()
                .filter(one -> one.id().equals(slot.cell()))
                .findFirst()
                .orElseThrow();
        var summary = analyst.summary(experiment.getSpec(), cell, List.copyOf(runs.values()));
        var plan = new Plan(experiment.getSpec(), status).slots();
        return status.notCreated().stream()
                .filter(one -> plan.get(one.slot()).cell().equals(cell.id()))
                .reduce(summary, (told, one) -> CellChecks.refused(told, one.why()), (one, _) -> one);
    }
}
