package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.experiment.plan.CellSpec;
import dev.acme.performance.operator.experiment.plan.Combination;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.Plan;
import dev.acme.performance.operator.experiment.plan.Slot;
import dev.acme.performance.operator.run.Objection;
import java.util.List;
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

    /** All of {@code combinations}, impossible ones with the reason. */
    List<Cell> of(
            PerformanceExperiment experiment, ExperimentAttempt attempt, List<Combination> combinations, Plan plan) {
        return combinations.stream()
                .map(combination -> {
                    var cell = Cell.planned(combination.id(), combination.assignments());
                    var template = experiment.getSpec().template().spec();
                    var spec = CellSpec.of(template, plan.factorValues(combination.assignments()));
                    return problem(experiment, attempt, spec)
                            .map(why -> cell.withVerdict(CellVerdict.SKIPPED).withReason(shortened(why)))
                            .orElse(cell);
                })
                .toList();
    }

    private Optional<String> problem(PerformanceExperiment experiment, ExperimentAttempt attempt, CellSpec spec) {
        return switch (spec) {
            case CellSpec.Impossible impossible -> Optional.of(impossible.why());
            case CellSpec.Possible possible -> refusal(experiment, attempt, possible.spec());
        };
    }

    /** Why a run cannot be carried out: this installation's reasons, then the API server's. */
    Optional<String> refusal(PerformanceExperiment experiment, ExperimentAttempt attempt, PerformanceRunSpec spec) {
        return objection
                .inWords(spec)
                .or(() -> api.refusal(attempt.run(
                        new Slot(0, 0, "check"), true, experiment.getSpec().template(), spec)));
    }

    /** As much of it as a status holds. */
    static String shortened(String why) {
        return why.length() <= MOST_REASON ? why : why.substring(0, MOST_REASON - 1) + "…";
    }
}
