package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.target.Backends;
import dev.acme.performance.operator.target.LambdaSettings;
import java.util.Optional;

/**
 * Whether a run's database has connections for all that could ask for one at once: replicas, each with its pool, or environments
 * of a function, each with one. A PostgreSQL refuses who comes too late, so such a run would measure refusals.
 */
final class DatabaseConnections {
    /** For probes, for who fills the registry, and for the database's own administrators. */
    private static final int OTHERS = 10;

    private DatabaseConnections() {}

    /** A sentence with the arithmetic; empty where they suffice. */
    static Optional<String> tooMany(PerformanceRunSpec spec, Backends backends) {
        return switch (spec.storage().backend()) {
            case S3 -> Optional.empty();
            case RDS -> backends.database().flatMap(database -> tooMany(demand(spec), database.maxConnections()));
        };
    }

    private static Optional<String> tooMany(Demand demand, int limit) {
        return demand.connections() <= limit - OTHERS
                ? Optional.empty()
                : Optional.of(
                        demand.words() + " = " + demand.connections() + " connections, beyond the database's " + limit
                                + " - " + OTHERS + " = " + (limit - OTHERS)
                                + "; ask for less, or let its administrator raise max_connections and tell of it"
                                + " (in the chart backends.postgres.maxConnections)");
    }

    private record Demand(long connections, String words) {}

    private static Demand demand(PerformanceRunSpec spec) {
        var compute = spec.compute();
        int pool = spec.pools().databaseConnections();
        return switch (compute.backend()) {
            case LAMBDA -> {
                int most = LambdaSettings.maxConcurrency(compute);
                yield new Demand(
                        most,
                        "compute.lambda.maxConcurrency " + most + " x 1 (pools.databaseConnections of an environment)");
            }
            case ECS, EXTERNAL -> {
                var most = Optional.ofNullable(compute.autoscaling()).map(Compute.Autoscaling::maxReplicas);
                int replicas = most.orElse(compute.replicas());
                var field = most.isPresent() ? "compute.autoscaling.maxReplicas " : "compute.replicas ";
                yield new Demand((long) replicas * pool, field + replicas + " x pools.databaseConnections " + pool);
            }
        };
    }
}
