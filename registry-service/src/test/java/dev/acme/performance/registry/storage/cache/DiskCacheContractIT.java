package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.backends.BucketOfItsOwn;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.storage.ModelStorageContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A bucket behind a cache on disk. */
final class DiskCacheContractIT extends ModelStorageContract {
    DiskCacheContractIT(EmbeddedBackends backends, @TempDir Path folder) throws IOException {
        super(Caches.before(BucketOfItsOwn.in(backends), CacheSettings.Kind.DISK, folder));
    }
}
