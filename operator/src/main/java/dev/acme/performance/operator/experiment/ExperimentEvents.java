package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.operator.experiment.plan.RefusedRerun;
import dev.acme.performance.operator.ops.RunEvent;
import dev.acme.performance.operator.run.Conditions;
import java.util.Objects;
import java.util.Optional;

/** What an experiment tells in Events: that its phase has changed, and that a rerun is refused for now. */
final class ExperimentEvents {
    private ExperimentEvents() {}

    static Optional<RunEvent> of(
            PerformanceExperiment about, PerformanceExperimentStatus before, PerformanceExperimentStatus after) {
        String message = Objects.requireNonNullElse(after.message(), "");
        if (before.phase() != after.phase()) {
            return Conditions.of(after.conditions(), Conditions.Type.READY)
                    .map(ready ->
                            new RunEvent(about, after.attempt(), RunEvent.Type.NORMAL, ready.getReason(), message));
        }
        // once, however often it is asked for
        return RefusedRerun.of(after)
                .filter(_ -> RefusedRerun.of(before).isEmpty())
                .map(refused -> new RunEvent(
                        about, after.attempt() + 1, RunEvent.Type.WARNING, refused.getReason(), refused.getMessage()));
    }
}
