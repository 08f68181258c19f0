package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.target.LambdaSettings;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;
import java.util.stream.Stream;

/** The most that a run may ask for, as the administrator allows it; the schema's own bounds hold besides. */
public record Ceilings(Quantity cpu, Quantity memory, int replicas, int clients) {
    /** A sentence that names every field beyond its ceiling; empty where none is. */
    Optional<String> exceededBy(PerformanceRunSpec spec) {
        var compute = spec.compute();
        int replicas = mostReplicas(compute);
        var beyond = Stream.of(
                        beyond("clients", spec.clients(), clients),
                        beyond("compute.cpu", compute.cpu(), cpu),
                        beyond(memoryOf(compute), LambdaSettings.memory(spec), memory),
                        beyond(
                                compute.autoscaling() == null ? "compute.replicas" : "compute.autoscaling.maxReplicas",
                                replicas,
                                this.replicas))
                .flatMap(Optional::stream)
                .toList();
        return beyond.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", beyond)
                        + ": beyond what this installation allows; ask for less, or its administrator for more"
                        + " (in the chart runs.ceilings)");
    }

    private static String memoryOf(Compute compute) {
        return compute.backend() == Compute.Backend.LAMBDA
                ? "memory of the function host and its environments"
                : "compute.memory";
    }

    private static int mostReplicas(Compute compute) {
        return compute.autoscaling() == null
                ? compute.replicas()
                : compute.autoscaling().maxReplicas();
    }

    private static Optional<String> beyond(String field, int asked, int ceiling) {
        return asked > ceiling ? Optional.of("%s %d (at most %d)".formatted(field, asked, ceiling)) : Optional.empty();
    }

    private static Optional<String> beyond(String field, Quantity asked, Quantity ceiling) {
        return asked.getNumericalAmount().compareTo(ceiling.getNumericalAmount()) > 0
                ? Optional.of("%s %s (at most %s)".formatted(field, asked, ceiling))
                : Optional.empty();
    }
}
