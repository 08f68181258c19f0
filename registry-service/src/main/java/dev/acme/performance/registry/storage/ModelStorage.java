package dev.acme.performance.registry.storage;

import dev.acme.performance.registry.catalogue.ModelRow;

/** Where the archives' bytes lie. */
public interface ModelStorage extends AutoCloseable {
    /** Its name in metrics, such as {@code s3}. */
    String backend();

    /**
     * Opens a part of the row's archive; returns when its first byte has come.
     *
     * @throws StorageFailure where that cannot be done
     */
    StoredBody open(ModelRow row, ByteRange range);

    PoolState pool();

    /**
     * Whether archives can be read from it, asked apart from the pool that serves downloads.
     *
     * @throws StorageFailure where it cannot be asked
     */
    void probe();

    @Override
    void close();
}
