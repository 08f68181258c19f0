package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.OpeningTimes;
import dev.acme.performance.registry.storage.Origin;
import dev.acme.performance.registry.storage.PieceSink;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StoredBody;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A part of an archive, or all of it, as the cache has it. */
final class CachedBody implements StoredBody {
    private final Holding holding;
    private final ByteRange range;
    private final Origin origin;
    private final OpeningTimes times;
    private final Runnable damaged;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Takes over one hold.
     *
     * @param damaged told where the copy turns out not to be what it was
     */
    CachedBody(Holding holding, ByteRange range, Origin origin, OpeningTimes times, Runnable damaged) {
        this.holding = holding;
        this.range = range;
        this.origin = origin;
        this.times = times;
        this.damaged = damaged;
    }

    @Override
    public OpeningTimes times() {
        return times;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public boolean isProven() {
        return true;
    }

    @Override
    public void sendTo(PieceSink sink) throws IOException {
        try {
            holding.copy().send(range, sink);
        } catch (StorageFailure e) {
            damaged.run();
            throw e;
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            holding.letGo();
        }
    }
}
