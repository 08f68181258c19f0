package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.catalogue.Fingerprint;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Copies outside the heap, each in one piece that is given back at once, not when a collector finds it. */
final class MemoryShelf implements Shelf {
    @Override
    public SequencedMap<Fingerprint, Copy> leftBehind() {
        return new LinkedHashMap<>();
    }

    @Override
    public Copy begin(Fingerprint print) throws IOException {
        try {
            return new MemoryCopy(print.sizeBytes());
        } catch (OutOfMemoryError e) {
            throw new IOException("no memory outside the heap for " + print.sizeBytes() + " bytes", e);
        }
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
