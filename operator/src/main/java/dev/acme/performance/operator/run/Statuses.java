package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;

/** A run's status where it may not exist yet. */
final class Statuses {
    private Statuses() {}

    static PerformanceRunStatus of(PerformanceRun run) {
        return run.getStatus() == null ? PerformanceRunStatus.empty() : run.getStatus();
    }

    static Phase phase(PerformanceRunStatus status) {
        return status.phase() == null ? Phase.PENDING : status.phase();
    }
}
