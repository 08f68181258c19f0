package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperimentStatus;
import java.time.Instant;
import java.util.Optional;

/** What the status becomes by a step; {@code again}: the step was refused, and is tried again then. */
record Outcome(PerformanceExperimentStatus status, Optional<Instant> again) {
    static Outcome done(PerformanceExperimentStatus status) {
        return new Outcome(status, Optional.empty());
    }
}
