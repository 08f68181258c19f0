package dev.acme.performance.registry.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Direct buffers for the busy connections, the most recently used first because the caches still hold it. */
final class PieceBuffers {
    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
    private final int pieceBytes;

    PieceBuffers(int pieceBytes) {
        this.pieceBytes = pieceBytes;
    }

    ByteBuffer take() {
        var buffer = free.pollFirst();
        return buffer == null ? ByteBuffer.allocateDirect(pieceBytes) : buffer;
    }

    void give(ByteBuffer buffer) {
        free.addFirst(buffer);
    }
}
