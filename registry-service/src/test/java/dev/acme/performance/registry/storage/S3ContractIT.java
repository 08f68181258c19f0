package dev.acme.performance.registry.storage;

import dev.acme.performance.registry.backends.BucketOfItsOwn;
import dev.acme.performance.registry.backends.EmbeddedBackends;

/** The bucket itself. */
final class S3ContractIT extends ModelStorageContract {
    S3ContractIT(EmbeddedBackends backends) {
        super(BucketOfItsOwn.in(backends));
    }
}
