package dev.acme.performance.registry.storage;

import dev.acme.performance.registry.catalogue.ModelKey;
import java.io.IOException;
import java.io.OutputStream;

/** Where archives are put, for whoever fills a registry. */
public interface ArchiveStore extends AutoCloseable {
    /**
     * Makes sure that there is a place to put archives in.
     *
     * @throws StorageFailure where there is none and none can be made
     */
    void prepare();

    /**
     * Puts an archive, whole or not at all, in constant memory; the storage's mark for it, another one for other bytes.
     *
     * @param sizeBytes the number of bytes it will write
     * @throws IOException where the archive cannot be produced, or has another size
     * @throws StorageFailure where it cannot be stored
     */
    String put(ModelKey key, long sizeBytes, Archive archive) throws IOException;

    /**
     * Reads an archive's bytes into the stream; the storage's mark for it.
     *
     * @throws StorageFailure where there is none, or it breaks off
     */
    String read(ModelKey key, OutputStream into);

    @Override
    void close();
}
