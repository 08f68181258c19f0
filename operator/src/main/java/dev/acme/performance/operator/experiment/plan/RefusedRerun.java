package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.operator.run.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What an experiment that has ended says of a rerun which cannot be planned for now; its result stays. */
public final class RefusedRerun {
    private RefusedRerun() {}

    /** The condition that says so, where one does. */
    public static Optional<Condition> of(PerformanceExperimentStatus status) {
        return Conditions.of(status.conditions(), Conditions.Type.RECONCILING)
                .filter(condition -> ExperimentReason.RERUN_REFUSED.toString().equals(condition.getReason()));
    }

    /** The generation that was observed stays too: what was asked for is asked again. */
    static PerformanceExperimentStatus told(
            PerformanceExperimentStatus ended, Conditions conditions, String why, Instant until) {
        String message =
                "rerun refused for now, asked again until %s: %s".formatted(until.truncatedTo(ChronoUnit.SECONDS), why);
        return ended.withMessage(message)
                .withConditions(conditions
                        .set(Conditions.Type.RECONCILING, true, ExperimentReason.RERUN_REFUSED, message)
                        .list());
    }

    /** Nobody asks for it any more: the result says of itself what it said before. */
    static PerformanceExperimentStatus takenBack(PerformanceExperimentStatus status, Conditions conditions) {
        return of(status)
                .flatMap(_ -> Conditions.of(status.conditions(), Conditions.Type.READY))
                .map(ready -> status.withMessage(ready.getMessage())
                        .withConditions(conditions
                                .set(Conditions.Type.RECONCILING, false, ready.getReason(), ready.getMessage())
                                .list()))
                .orElse(status);
    }
}
