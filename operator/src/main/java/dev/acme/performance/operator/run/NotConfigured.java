package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.target.Backends;
import java.util.Optional;

/** What a run may ask for and this installation does not have: it fails at once and says so. */
final class NotConfigured {
    private NotConfigured() {}

    /** A sentence that names what is missing and where it is set; empty where nothing is. */
    static Optional<String> of(PerformanceRunSpec spec, RunSettings settings) {
        return autoscaling(spec, settings.canAutoscale()).or(() -> database(spec, settings.backends()));
    }

    private static Optional<String> autoscaling(PerformanceRunSpec spec, boolean isThere) {
        return isThere || spec.compute().autoscaling() == null
                ? Optional.empty()
                : Optional.of("compute.autoscaling: nothing scales Deployments here, as AUTOSCALING=false of this"
                        + " operator says; ask for compute.replicas instead");
    }

    private static Optional<String> database(PerformanceRunSpec spec, Backends backends) {
        return switch (spec.storage().backend()) {
            case S3 -> Optional.empty();
            case RDS ->
                backends.database().isPresent()
                        ? Optional.empty()
                        : Optional.of("storage.backend rds: this operator knows no database; its administrator sets"
                                + " DATABASE_URL and DATABASE_SECRET, in the chart backends.postgres");
        };
    }
}
