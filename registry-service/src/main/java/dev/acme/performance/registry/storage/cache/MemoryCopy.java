package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.PieceSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An archive's bytes in a file in memory, which the kernel sends from there to the socket without a copy. */
final class MemoryCopy implements Copy {
    /** More than a socket takes at once, and little enough that a broken answer is counted nearly right. */
    private static final long PIECE_BYTES = 4 << 20;

    private final FileChannel file;

    /** @param file empty; closed with this copy */
    MemoryCopy(FileChannel file) {
        this.file = file;
    }

    @Override
    public void append(ByteBuffer piece) throws IOException {
        while (piece.hasRemaining()) {
            var _ = file.write(piece);
        }
    }

    @Override
    public void complete() {
        // what was appended can be read as it lies
    }

    @Override
    public boolean isSound() {
        return true;
    }

    @Override
    public void send(ByteRange range, PieceSink sink) throws IOException {
        long end = range.from() + range.length();
        for (long at = range.from(); at < end; at += PIECE_BYTES) {
            sink.acceptProven(file, new ByteRange(at, Math.min(PIECE_BYTES, end - at)));
        }
    }

    @Override
    public void free() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
