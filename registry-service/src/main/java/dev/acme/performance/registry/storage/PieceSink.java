package dev.acme.performance.registry.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Takes an archive's bytes piece by piece, in order. */
@FunctionalInterface
public interface PieceSink {
    /** What is read at once where bytes are looked at. */
    int PIECE_BYTES = 128 * 1024;

    /**
     * Consumes all remaining bytes of the piece before it returns; the buffer is reused afterwards.
     *
     * @throws IOException where the receiving side failed
     */
    void accept(ByteBuffer piece) throws IOException;

    /**
     * Consumes a part of a file whose bytes are known to be right before it returns. Whoever can pass them on without
     * looking at them does so.
     *
     * @throws IOException where the receiving side failed, or the file is shorter
     */
    default void acceptProven(FileChannel file, ByteRange part) throws IOException {
        var piece = ByteBuffer.allocate(PIECE_BYTES);
        long end = part.from() + part.length();
        for (long at = part.from(); at < end; at += piece.limit()) {
            piece.clear().limit((int) Math.min(PIECE_BYTES, end - at));
            if (file.read(piece, at) != piece.limit()) {
                throw new EOFException("the file ends before byte " + end);
            }
            accept(piece.flip());
        }
    }
}
