package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.storage.ModelStorageContract;
import dev.acme.performance.registry.storage.cache.CacheSettings.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of the caches under test. */
final class Caches {
    private Caches() {}

    /** A cache that holds whatever a contract puts into the storage. */
    static ModelStorageContract.Sides before(ModelStorageContract.Sides sides, Kind kind, Path folder)
            throws IOException {
        return new ModelStorageContract.Sides(
                sides.store(), CachedStorage.over(sides.storage(), settings(kind, 64 << 20, folder)));
    }

    static CacheSettings settings(Kind kind, long bytes, Path folder) {
        return new CacheSettings(kind, bytes, folder, Duration.ofSeconds(20), 64 << 10);
    }
}
