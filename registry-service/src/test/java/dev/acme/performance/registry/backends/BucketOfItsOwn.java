package dev.acme.performance.registry.backends;

import dev.acme.performance.registry.RegistryConfig;
import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.storage.ModelStorageContract;
import dev.acme.performance.registry.storage.s3.S3ArchiveStore;
import dev.acme.performance.registry.storage.s3.S3Storage;
import java.time.Duration;
import java.util.HashMap;
import java.util.UUID;

/** A bucket that nobody else uses, to be written and read. */
public final class BucketOfItsOwn {
    private BucketOfItsOwn() {}

    public static ModelStorageContract.Sides in(EmbeddedBackends backends) {
        var environment = new HashMap<>(backends.environment());
        environment.put("S3_BUCKET", "c-" + UUID.randomUUID());
        environment.put("S3_PREFIX", "some/prefix/");
        var config = RegistryConfig.from(environment);
        return new ModelStorageContract.Sides(
                new S3ArchiveStore(config.s3(), 4, Duration.ofSeconds(20)),
                new S3Storage(config.s3(), config.wire(), new Deadlines()));
    }
}
