package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import java.util.Objects;

/** A run's status where it may not exist yet. */
final class Statuses {
    private Statuses() {}

    static PerformanceRunStatus of(PerformanceRun run) {
        return run.getStatus() == null ? PerformanceRunStatus.empty() : run.getStatus();
    }

    /**
     * The generation that a status of {@code run} may claim. A rerun that is asked for while an attempt is under way is not
     * observed before its own attempt starts: else the result before would pass for its own.
     */
    static long observed(PerformanceRun run, PerformanceRunStatus before) {
        boolean isUnderWay = switch (phase(before)) {
            case PROVISIONING, RUNNING, COLLECTING -> true;
            case PENDING, SUSPENDED, SUCCEEDED, FAILED, CANCELLED -> false;
        };
        return isUnderWay && !Objects.equals(before.rerun(), run.getSpec().rerun())
                ? Objects.requireNonNullElse(before.observedGeneration(), 0L)
                : run.getMetadata().getGeneration();
    }

    static Phase phase(PerformanceRunStatus status) {
        return status.phase() == null ? Phase.PENDING : status.phase();
    }
}
