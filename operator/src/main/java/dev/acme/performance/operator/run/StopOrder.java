package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Optional;

/**
 * The order to end the load before its time. Status holds it as {@code LoadFinished=False} from before the pod is told:
 * since then the attempt can only end so, whatever becomes of the spec, the pod or its node.
 */
record StopOrder(Instant since, Ending ending) {
    /** The order of an attempt that is under way; empty where its load may run to its end. */
    static Optional<StopOrder> of(PerformanceRunStatus status) {
        return status.conditions().stream()
                .filter(condition -> Conditions.Type.LOAD_FINISHED.toString().equals(condition.getType())
                        && "False".equals(condition.getStatus()))
                .findFirst()
                .map(condition -> new StopOrder(Instant.parse(condition.getLastTransitionTime()), ending(condition)));
    }

    void writeTo(Conditions conditions) {
        switch (ending) {
            case Ending.Completed _ -> throw new IllegalArgumentException("a load that ended by itself needs no order");
            case Ending.Cancelled _ ->
                conditions.set(Conditions.Type.LOAD_FINISHED, false, Reason.CANCELLED, "cancelled");
            case Ending.Broken broken ->
                conditions.set(Conditions.Type.LOAD_FINISHED, false, broken.reason(), broken.message());
        }
    }

    private static Ending ending(Condition condition) {
        return Reason.CANCELLED.toString().equals(condition.getReason())
                ? new Ending.Cancelled()
                : new Ending.Broken(Reason.DEADLINE_EXCEEDED, condition.getMessage());
    }
}
