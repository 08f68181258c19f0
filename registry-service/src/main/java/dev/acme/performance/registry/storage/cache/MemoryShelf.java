package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.catalogue.Fingerprint;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Copies outside the heap, each in a file in memory that is given back at once, not when a collector finds it. */
final class MemoryShelf implements Shelf {
    private final MemoryFiles files;

    private MemoryShelf(MemoryFiles files) {
        this.files = files;
    }

    /** @throws IOException where the operating system has no files in memory */
    static MemoryShelf open() throws IOException {
        return new MemoryShelf(MemoryFiles.ofSystem());
    }

    @Override
    public SequencedMap<Fingerprint, Copy> leftBehind() {
        return new LinkedHashMap<>();
    }

    @Override
    public Copy begin(Fingerprint print) throws IOException {
        return new MemoryCopy(files.create());
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
