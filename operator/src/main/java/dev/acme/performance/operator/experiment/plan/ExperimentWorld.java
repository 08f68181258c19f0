package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.PerformanceRun;
import java.time.Instant;
import java.util.Map;

/** The runs that status has on record as being under way, by name, as read at {@code now}; those that do not exist are absent. */
public record ExperimentWorld(Instant now, Map<String, PerformanceRun> open) {
    public ExperimentWorld {
        open = Map.copyOf(open);
    }
}
