package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import java.util.Optional;

/** One thing that may hold a system back, held against the numbers. */
@FunctionalInterface
interface Suspicion {
    /** The bottleneck, where the numbers speak for it. */
    Optional<Bottleneck> confirmedBy(Situation situation);
}
