package dev.acme.performance.registry.storage;

import dev.acme.performance.registry.catalogue.ModelRow;
import java.net.URI;
import java.util.Optional;

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

    /**
     * Where clients may fetch the row's archive themselves, for a short time; empty where it is sent to them.
     *
     * @throws StorageFailure where no such place can be named now
     */
    default Optional<URI> place(ModelRow row) {
        return Optional.empty();
    }

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
