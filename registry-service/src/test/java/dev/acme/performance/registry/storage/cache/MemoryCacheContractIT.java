package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.backends.BucketOfItsOwn;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.storage.ModelStorageContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A bucket behind a cache in memory. */
final class MemoryCacheContractIT extends ModelStorageContract {
    MemoryCacheContractIT(EmbeddedBackends backends, @TempDir Path folder) throws IOException {
        super(Caches.before(BucketOfItsOwn.in(backends), CacheSettings.Kind.MEMORY, folder));
    }
}
