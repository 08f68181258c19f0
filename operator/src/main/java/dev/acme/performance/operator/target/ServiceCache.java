package dev.acme.performance.operator.target;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.Storage;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Optional;

/** What a run's caching and delivery mean to the service's pods, and whether the cache can hold the run's model. */
public final class ServiceCache {
    private static final String VOLUME = "cache";
    private static final String FOLDER = "/var/cache/performance";
    private static final long MIB = 1 << 20;
    /** What the service needs beside its cache (docs/adr/0003: at most 200 MB), and a reserve. */
    private static final long SERVICE_BYTES = 256 * MIB;
    /** The registry's other models beside the run's. */
    private static final long OTHER_MODELS_BYTES = 64 * MIB;
    /** Folders, the lock, and what a kubelet counts otherwise than the service does. */
    private static final long SPARE_BYTES = 64 * MIB;

    private final PerformanceRunSpec spec;

    ServiceCache(PerformanceRunSpec spec) {
        this.spec = spec;
    }

    List<EnvVar> variables() {
        return switch (spec.storage().caching()) {
            case NONE -> List.of(RegistryPod.variable("DELIVERY", delivery()));
            case MEMORY -> caching("memory", Long.toString(bytes()));
            case DISK -> caching("disk", Long.toString(bytes()));
        };
    }

    Optional<Volume> volume() {
        return isOnDisk()
                ? Optional.of(new VolumeBuilder()
                        .withName(VOLUME)
                        .withNewEmptyDir()
                        .withSizeLimit(new Quantity(Long.toString(onDisk() + SPARE_BYTES)))
                        .endEmptyDir()
                        .build())
                : Optional.empty();
    }

    Optional<VolumeMount> mount() {
        return isOnDisk()
                ? Optional.of(new VolumeMountBuilder()
                        .withName(VOLUME)
                        .withMountPath(FOLDER)
                        .build())
                : Optional.empty();
    }

    /** A sentence where the run's model does not fit, so that every request passes the cache by. */
    public static Optional<String> shortfall(PerformanceRunSpec spec) {
        var cache = new ServiceCache(spec);
        long model = spec.model().sizeBytes();
        return spec.storage().caching() == Storage.Caching.MEMORY && cache.bytes() < model
                ? Optional.of("compute.memory " + spec.compute().memory() + " leaves a cache of " + cache.room()
                        + " bytes, and the model has " + model + ": nothing was cached")
                : Optional.empty();
    }

    /** At least one: a cache of nothing is a bad configuration, one that is too small only passes everything by. */
    private long bytes() {
        return switch (spec.storage().caching()) {
            case NONE -> 0;
            case MEMORY -> Math.max(1, room());
            case DISK -> isFunction() ? ofOneModel() : spec.model().sizeBytes() + OTHER_MODELS_BYTES;
        };
    }

    /** Of all that share the pod's volume. */
    private long onDisk() {
        return isFunction() ? LambdaSettings.environments(spec) * (bytes() + MIB) : bytes();
    }

    private long ofOneModel() {
        return spec.model().sizeBytes() + MIB;
    }

    private boolean isFunction() {
        return spec.compute().backend() == Compute.Backend.LAMBDA;
    }

    /** Each environment keeps the run's model for itself: nobody else would ever ask it. */
    static long ofEnvironment(PerformanceRunSpec spec) {
        return switch (spec.storage().caching()) {
            case NONE, DISK -> 0;
            case MEMORY -> new ServiceCache(spec).ofOneModel();
        };
    }

    /** What the service leaves of the pod's memory. */
    private long room() {
        return isFunction()
                ? ofEnvironment(spec)
                : Math.max(0, Quantity.getAmountInBytes(spec.compute().memory()).longValue() - SERVICE_BYTES);
    }

    private boolean isOnDisk() {
        return spec.storage().caching() == Storage.Caching.DISK;
    }

    private List<EnvVar> caching(String kind, String bytes) {
        return List.of(
                RegistryPod.variable("DELIVERY", delivery()),
                RegistryPod.variable("ENABLE_CACHING", "true"),
                RegistryPod.variable("CACHE", kind),
                RegistryPod.variable("CACHE_BYTES", bytes),
                RegistryPod.variable("CACHE_FOLDER", FOLDER));
    }

    private String delivery() {
        return switch (spec.storage().delivery()) {
            case PROXY -> "proxy";
            case REDIRECT -> "redirect";
        };
    }
}
