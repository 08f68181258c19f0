package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;

/** What the caches on the way held when the measured load began, and by what means (rule H-21). */
final class CacheState {
    private static final String BELOW =
            "; caches below it (storage, database, disk) were not dropped after the filling";

    private CacheState() {}

    static String of(PerformanceRunSpec spec) {
        if (spec.compute().backend() == Compute.Backend.EXTERNAL) {
            return "unknown: the target is not the operator's";
        }
        boolean isWarmedUp = spec.load().warmupSeconds() > 0;
        String own = switch (spec.storage().caching()) {
            case NONE -> "none: the service keeps no archives";
            case MEMORY, DISK ->
                isWarmedUp
                        ? "warm: " + spec.load().warmupSeconds() + " s of the same load came first"
                        : "cold: the service's pods were made for this attempt";
        };
        return own + BELOW;
    }
}
