package dev.acme.performance.registry.storage;

import java.io.IOException;

/** An opened archive, or a part of one; its first byte has come. */
public interface StoredBody extends AutoCloseable {
    OpeningTimes times();

    /** What a cache had to do with it. */
    default Origin origin() {
        return Origin.STORAGE;
    }

    /** Whether the bytes are proved to be the catalogue's, now or while they are sent: nobody needs to check again. */
    default boolean isProven() {
        return false;
    }

    /**
     * Passes exactly the bytes asked for to the sink, in order, in constant memory.
     *
     * @throws IOException what the sink threw, and only that
     * @throws StorageFailure where the storage cannot deliver the rest
     */
    void sendTo(PieceSink sink) throws IOException;

    /** Gives back what the body holds, at once: what was not read is not read any more. */
    @Override
    void close();
}
