package dev.acme.performance.registry.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes an archive's bytes piece by piece, in order. */
@FunctionalInterface
public interface PieceSink {
    /**
     * Consumes all remaining bytes of the piece before it returns; the buffer is reused afterwards.
     *
     * @throws IOException where the receiving side failed
     */
    void accept(ByteBuffer piece) throws IOException;
}
