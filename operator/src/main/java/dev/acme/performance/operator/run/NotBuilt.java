package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.Storage;
import dev.acme.performance.exchange.LoadMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the contract promises and this version cannot do yet: a run that asks for it fails at once and says so. */
final class NotBuilt {
    private NotBuilt() {}

    /** A sentence that names every field and value that is not built; empty where all of them are. */
    static Optional<String> of(PerformanceRunSpec spec) {
        var compute = spec.compute();
        var storage = spec.storage();
        var load = spec.load();
        List<String> fields = Stream.of(
                        when(
                                compute.backend() == Compute.Backend.EXTERNAL,
                                "compute.backend " + word(compute.backend())),
                        when(compute.autoscaling() != null, "compute.autoscaling"),
                        when(storage.caching() != Storage.Caching.NONE, "storage.caching"),
                        when(storage.delivery() != Storage.Delivery.PROXY, "storage.delivery Redirect"),
                        when(
                                load.mode() == LoadMode.CONSTANT || load.mode() == LoadMode.POISSON,
                                "load.mode Constant and Poisson"),
                        when(load.pods() > 1, "load.pods above 1"))
                .flatMap(Optional::stream)
                .toList();
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join(", ", fields) + ": not built yet in this version; built are compute.backend"
                                + " ecs and lambda, storage.backend s3 and rds without cache, load.mode Burst and Closed from one pod");
    }

    private static Optional<String> when(boolean asked, String field) {
        return asked ? Optional.of(field) : Optional.empty();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}
