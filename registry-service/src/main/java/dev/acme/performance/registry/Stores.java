package dev.acme.performance.registry;

import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.storage.ArchiveStore;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.cache.CacheSettings;
import dev.acme.performance.registry.storage.cache.CachedStorage;
import dev.acme.performance.registry.storage.rds.RdsArchiveStore;
import dev.acme.performance.registry.storage.rds.RdsStorage;
import dev.acme.performance.registry.storage.s3.PresignedStorage;
import dev.acme.performance.registry.storage.s3.S3ArchiveStore;
import dev.acme.performance.registry.storage.s3.S3Storage;
import java.io.IOException;
import java.time.Duration;

/** Which storage the configuration means. */
public final class Stores {
    private static final Duration STALL = Duration.ofSeconds(30);

    private Stores() {}

    /**
     * For downloads, as clients meet it: behind a cache, or as the place that they are sent to.
     *
     * @throws CannotStart where the cache cannot be used
     */
    public static ModelStorage delivered(RegistryConfig config, Deadlines deadlines) {
        var storage = storage(config, deadlines);
        if (config.redirects()) {
            return new PresignedStorage(storage, config.s3());
        }
        return config.cache().isEmpty() ? storage : cached(config.cache().get(), storage);
    }

    private static ModelStorage cached(CacheSettings settings, ModelStorage storage) {
        try {
            return CachedStorage.over(storage, settings);
        } catch (IOException e) {
            storage.close();
            throw new CannotStart("the cache cannot be used: " + e.getMessage());
        }
    }

    private static ModelStorage storage(RegistryConfig config, Deadlines deadlines) {
        return config.rds()
                .<ModelStorage>map(RdsStorage::new)
                .orElseGet(() -> new S3Storage(config.s3(), config.wire(), deadlines));
    }

    /**
     * For whoever fills the registry.
     *
     * @param connections most archives at once
     */
    public static ArchiveStore archives(RegistryConfig config, int connections) {
        return config.rds()
                .<ArchiveStore>map(rds -> new RdsArchiveStore(rds, connections, STALL))
                .orElseGet(() -> new S3ArchiveStore(config.s3(), config.wire().trust(), connections, STALL));
    }
}
