package dev.acme.performance.registry.storage;

import dev.acme.performance.registry.catalogue.ModelKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Where archives are put, for whoever fills a registry. */
public interface ArchiveStore extends AutoCloseable {
    /**
     * Makes sure that there is a place to put archives in.
     *
     * @throws StorageFailure where there is none and none can be made
     */
    void prepare();

    /** The archive's mark, where there is an archive. */
    Optional<StoredMark> mark(ModelKey key);

    /**
     * Puts an archive, whole or not at all, in constant memory; the storage's mark for it.
     *
     * @param sizeBytes the number of bytes it will write
     * @throws IOException where the archive cannot be produced
     * @throws StorageFailure where it cannot be stored
     */
    StoredMark put(ModelKey key, long sizeBytes, Archive archive) throws IOException;

    /**
     * Reads an archive's bytes into the stream.
     *
     * @throws StorageFailure where there is none, or it breaks off
     */
    void read(ModelKey key, OutputStream into);

    @Override
    void close();
}
