package dev.acme.performance.registry.backends;

import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.storage.Archive;
import dev.acme.performance.registry.storage.ArchiveStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** A store that counts what is put into it. */
public final class CountingStore implements ArchiveStore {
    private final ArchiveStore store;
    private final IntConsumer counted;
    private final AtomicInteger puts = new AtomicInteger();

    /**
     * Counts for somebody.
     *
     * @param counted told of the number before the first and after each put
     */
    public CountingStore(ArchiveStore store, IntConsumer counted) {
        this.store = store;
        this.counted = counted;
    }

    public int puts() {
        return puts.get();
    }

    @Override
    public void prepare() {
        store.prepare();
        counted.accept(0);
    }

    @Override
    public String put(ModelKey key, long sizeBytes, Archive archive) throws IOException {
        var mark = store.put(key, sizeBytes, archive);
        counted.accept(puts.incrementAndGet());
        return mark;
    }

    @Override
    public String read(ModelKey key, OutputStream into) {
        return store.read(key, into);
    }

    @Override
    public void close() {
        store.close();
    }
}
