package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentSpec.Strategy;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.operator.experiment.plan.AaCell;
import dev.acme.performance.operator.experiment.plan.Combination;
import dev.acme.performance.operator.experiment.plan.Expansion;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentEnd;
import dev.acme.performance.operator.experiment.plan.ExperimentProgress;
import dev.acme.performance.operator.experiment.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Plans an attempt: every cell is checked, and the plan is on record, before anything is created. */
final class Beginning {
    private final CellChecks checks;
    private final Patience patience;

    Beginning(CellChecks checks, Patience patience) {
        this.checks = checks;
        this.patience = patience;
    }

    Outcome of(int number, PerformanceExperiment experiment, Instant now) {
        return switch (expansion(experiment)) {
            case Expansion.Refused refused ->
                Outcome.done(new ExperimentEnd(experiment, now).refused(number, List.of(), refused.why()));
            case Expansion.Cells grid -> of(number, experiment, grid.cells(), now);
        };
    }

    private Outcome of(int number, PerformanceExperiment experiment, List<Combination> combinations, Instant now) {
        var progress = new ExperimentProgress(experiment, now);
        var attempt = ExperimentAttempt.of(experiment, number);
        var plan = new Plan(experiment.getSpec(), PerformanceExperimentStatus.empty());
        boolean isPatient = patience.lasts(attempt, Patience.Kind.PLAN, now);
        var checked = checks.of(experiment, attempt, combinations, plan, isPatient);
        var again = checked.passing().flatMap(_ -> patience.again(attempt, Patience.Kind.PLAN, now));
        if (again.isPresent()) {
            return new Outcome(
                    progress.notYetBegun(
                            checked.passing().orElseThrow().why(), patience.end(attempt, Patience.Kind.PLAN, now)),
                    again);
        }
        patience.isOver(attempt, Patience.Kind.PLAN);
        return Outcome.done(begun(number, experiment, now, checked.cells()));
    }

    private static PerformanceExperimentStatus begun(
            int number, PerformanceExperiment experiment, Instant now, List<Cell> cells) {
        var spec = experiment.getSpec();
        var end = new ExperimentEnd(experiment, now);
        var planned = new Plan(spec, PerformanceExperimentStatus.empty().withCells(cells));
        boolean isAnyPossible = cells.stream().anyMatch(cell -> cell.verdict() != CellVerdict.SKIPPED);
        return isAnyPossible
                ? planned.baselineProblem()
                        .map(why -> end.refused(number, cells, why))
                        .orElseGet(
                                () -> new ExperimentProgress(experiment, now).begun(number, AaCell.with(spec, cells)))
                : end.refused(
                        number,
                        cells,
                        "no cell can be measured: " + cells.getFirst().reason());
    }

    private static Expansion expansion(PerformanceExperiment experiment) {
        return experiment.getSpec().strategy() == Strategy.TUNE
                ? new Expansion.Cells(List.of(new Combination(Expansion.TEMPLATE, Map.of())), Expansion.TEMPLATE)
                : Expansion.withinBudget(experiment.getSpec());
    }
}
