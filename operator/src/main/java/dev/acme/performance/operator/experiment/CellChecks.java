package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.experiment.ExperimentApi.Refusal;
import dev.acme.performance.operator.experiment.plan.CellSpec;
import dev.acme.performance.operator.experiment.plan.Combination;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.Plan;
import dev.acme.performance.operator.experiment.plan.Slot;
import dev.acme.performance.operator.run.Objection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which cells can be measured: by the checks that a run meets, before any is created. */
final class CellChecks {
    private static final int MOST_REASON = 512;

    private final Objection objection;
    private final ExperimentApi api;

    CellChecks(Objection objection, ExperimentApi api) {
        this.objection = objection;
        this.api = api;
    }

    /** Every cell, impossible ones with the reason; {@code passing} is the refusal at which the checks stopped. */
    record Checked(List<Cell> cells, Optional<Refusal> passing) {
        Checked {
            cells = List.copyOf(cells);
        }
    }

    /** @param stopsAtPassing whether the first refusal that may pass ends it: what is refused to all is not asked 256 times */
    Checked of(
            PerformanceExperiment experiment,
            ExperimentAttempt attempt,
            List<Combination> combinations,
            Plan plan,
            boolean stopsAtPassing) {
        var cells = new ArrayList<Cell>();
        for (var combination : combinations) {
            var cell = Cell.planned(combination.id(), combination.assignments());
            var refusal = problem(experiment, attempt, spec(experiment, combination, plan));
            if (stopsAtPassing && refusal.filter(Refusal::mayPass).isPresent()) {
                return new Checked(cells, refusal);
            }
            cells.add(refusal.map(one -> cell.withVerdict(CellVerdict.SKIPPED).withReason(shortened(one.why())))
                    .orElse(cell));
        }
        return new Checked(cells, Optional.empty());
    }

    private static CellSpec spec(PerformanceExperiment experiment, Combination combination, Plan plan) {
        var template = experiment.getSpec().template().spec();
        return CellSpec.of(template, plan.factorValues(combination.assignments()));
    }

    private Optional<Refusal> problem(PerformanceExperiment experiment, ExperimentAttempt attempt, CellSpec spec) {
        return switch (spec) {
            case CellSpec.Impossible impossible -> Optional.of(new Refusal(impossible.why(), false));
            case CellSpec.Possible possible -> refusal(experiment, attempt, possible.spec());
        };
    }

    /** Why a run cannot be carried out: this installation's reasons, then the API server's. */
    Optional<Refusal> refusal(PerformanceExperiment experiment, ExperimentAttempt attempt, PerformanceRunSpec spec) {
        return objection
                .inWords(spec)
                .map(why -> new Refusal(why, false))
                .or(() -> api.refusal(attempt.run(
                        new Slot(0, 0, "check"), true, experiment.getSpec().template(), spec)));
    }

    /** With what was said of a run that there is none of. */
    static Cell refused(Cell cell, String why) {
        String known = Objects.requireNonNullElse(cell.reason(), "");
        String all = known.isEmpty() ? why : known.contains(why) ? known : known + "; " + why;
        return cell.withReason(shortened(all));
    }

    /** As much of it as a status holds. */
    static String shortened(String why) {
        return why.length() <= MOST_REASON ? why : why.substring(0, MOST_REASON - 1) + "…";
    }
}
