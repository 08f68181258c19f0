package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.PieceSink;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** An archive's bytes outside the heap, sent from there to the socket without another copy. */
final class MemoryCopy implements Copy {
    /** More than a socket takes at once, and little enough that the client's deadline sees progress. */
    private static final long PIECE_BYTES = 1 << 20;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;
    private long filled;

    MemoryCopy(long sizeBytes) {
        bytes = arena.allocate(sizeBytes);
    }

    @Override
    public void append(ByteBuffer piece) {
        int n = piece.remaining();
        bytes.asSlice(filled, n).copyFrom(MemorySegment.ofBuffer(piece));
        piece.position(piece.limit());
        filled += n;
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
            sink.accept(bytes.asSlice(at, Math.min(PIECE_BYTES, end - at)).asByteBuffer());
        }
    }

    @Override
    public void free() {
        arena.close();
    }
}
