package dev.acme.performance.registry.storage;

import dev.acme.performance.registry.backends.BucketOfItsOwn;
import dev.acme.performance.registry.backends.EmbeddedBackends;

/** The bucket itself. */
final class S3ContractIT extends ModelStorageContract {
    S3ContractIT(EmbeddedBackends backends) {
        this(BucketOfItsOwn.in(backends));
    }

    private S3ContractIT(BucketOfItsOwn bucket) {
        super(bucket.store(), bucket.storage());
    }
}
