package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.storage.cache.CacheSettings.Kind;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of the caches under test. */
final class Caches {
    private Caches() {}

    static CacheSettings settings(Kind kind, long bytes, Path folder) {
        return new CacheSettings(kind, bytes, folder, Duration.ofSeconds(20), 64 << 10);
    }
}
