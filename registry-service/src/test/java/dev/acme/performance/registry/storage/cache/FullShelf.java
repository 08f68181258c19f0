package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.catalogue.Fingerprint;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.PieceSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that is full after so many bytes of each copy, until there is room. */
final class FullShelf implements Shelf {
    final AtomicInteger freed = new AtomicInteger();
    private volatile long left;

    FullShelf(long left) {
        this.left = left;
    }

    void makeRoom() {
        left = Long.MAX_VALUE;
    }

    @Override
    public SequencedMap<Fingerprint, Copy> leftBehind() {
        return new LinkedHashMap<>();
    }

    @Override
    public Copy begin(Fingerprint print) throws IOException {
        var kept = new MemoryCopy(MemoryFiles.ofSystem().create());
        return new Copy() {
            private long taken;

            @Override
            public void append(ByteBuffer piece) throws IOException {
                taken += piece.remaining();
                if (taken > left) {
                    throw new IOException("No space left on device");
                }
                kept.append(piece);
            }

            @Override
            public void complete() {
                kept.complete();
            }

            @Override
            public boolean isSound() {
                return kept.isSound();
            }

            @Override
            public void send(ByteRange range, PieceSink sink) throws IOException {
                kept.send(range, sink);
            }

            @Override
            public void free() {
                freed.incrementAndGet();
                kept.free();
            }
        };
    }

    @Override
    public boolean outlivesProcess() {
        return false;
    }

    @Override
    public void close() {
        // every copy is given back by itself
    }
}
