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
        this(BucketOfItsOwn.in(backends), folder);
    }

    private DiskCacheContractIT(BucketOfItsOwn bucket, Path folder) throws IOException {
        super(
                bucket.store(),
                CachedStorage.over(bucket.storage(), Caches.settings(CacheSettings.Kind.DISK, 64 << 20, folder)));
    }
}
