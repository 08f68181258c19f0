package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.catalogue.Fingerprint;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.OpeningTimes;
import dev.acme.performance.registry.storage.Origin;
import dev.acme.performance.registry.storage.PoolState;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StoredBody;
import dev.acme.performance.registry.storage.cache.Flight.Landing;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage with a bounded cache before it. Archives are known by their fingerprint, so that a replaced one is never
 * served from an old copy. Whole archives are fetched once for all who ask at the same time, checked, and only then
 * served; a part of what is not there goes past the cache, for whoever asks for a kilobyte must not cost an archive.
 */
public final class CachedStorage implements ModelStorage {
    private static final Logger LOG = LoggerFactory.getLogger(CachedStorage.class);

    private final ModelStorage storage;
    private final CacheSettings settings;
    private final Shelf shelf;
    private final Holdings holdings;
    private final ReentrantLock deciding = new ReentrantLock();
    private final Map<Fingerprint, Flight> flights = new HashMap<>();

    private CachedStorage(ModelStorage storage, CacheSettings settings, Shelf shelf) {
        this.storage = storage;
        this.settings = settings;
        this.shelf = shelf;
        this.holdings = new Holdings(settings.bytes());
    }

    /**
     * Takes over what an earlier process left, as far as there is room.
     *
     * @throws IOException where the folder cannot be used
     */
    public static CachedStorage over(ModelStorage storage, CacheSettings settings) throws IOException {
        return over(
                storage,
                settings,
                switch (settings.kind()) {
                    case MEMORY -> MemoryShelf.open();
                    case DISK -> DiskShelf.open(settings.folder(), settings.pieceBytes());
                });
    }

    static CachedStorage over(ModelStorage storage, CacheSettings settings, Shelf shelf) {
        var cached = new CachedStorage(storage, settings, shelf);
        shelf.leftBehind().forEach(cached::takeOver);
        return cached;
    }

    @Override
    public String backend() {
        return storage.backend();
    }

    @Override
    public StoredBody open(ModelRow row, ByteRange range) {
        long start = System.nanoTime();
        var print = row.fingerprint();
        var found = holdings.find(print).filter(holding -> isSound(print, holding));
        if (found.isPresent()) {
            return body(found.get(), print, range, Origin.HIT, new OpeningTimes(0, since(start)));
        }
        if (range.length() != print.sizeBytes() || !holdings.fits(print.sizeBytes())) {
            return new PassedBody(storage.open(row, range), Origin.BYPASS);
        }
        return switch (lookUp(row)) {
            case Place.Here(Holding holding) ->
                body(holding, print, range, Origin.HIT, new OpeningTimes(0, since(start)));
            case Place.Coming(Flight flight, Origin origin) -> landed(flight, row, origin, start);
            case Place.Nowhere(Origin why) -> new PassedBody(storage.open(row, range), why);
        };
    }

    @Override
    public PoolState pool() {
        return storage.pool();
    }

    @Override
    public void probe() {
        storage.probe();
    }

    /** Bytes of archives that the cache occupies, now. */
    public long occupiedBytes() {
        return holdings.takenBytes();
    }

    @Override
    public void close() {
        storage.close();
        if (!shelf.outlivesProcess()) {
            holdings.dropAll();
        }
        shelf.close();
    }

    /** Where an archive is; whoever is told so holds it. */
    private sealed interface Place {
        record Here(Holding holding) implements Place {}

        record Coming(Flight flight, Origin origin) implements Place {}

        record Nowhere(Origin why) implements Place {}
    }

    /** Under the lock, so that of those who ask at the same time exactly one begins a fetch. */
    private Place lookUp(ModelRow row) {
        var print = row.fingerprint();
        deciding.lock();
        try {
            var here = holdings.find(print);
            if (here.isPresent()) {
                return new Place.Here(here.get());
            }
            var coming = flights.get(print);
            if (coming != null && coming.holding().hold()) {
                return new Place.Coming(coming, Origin.JOINED);
            }
            return holdings.makeRoom(print.sizeBytes()) ? begin(row) : new Place.Nowhere(Origin.BYPASS);
        } finally {
            deciding.unlock();
        }
    }

    private Place begin(ModelRow row) {
        var print = row.fingerprint();
        try {
            var flight = new Flight(holding(print, shelf.begin(print)));
            flight.holding().hold();
            flights.put(print, flight);
            Thread.ofVirtual().name("cache-fetch").start(() -> fetch(row, flight));
            return new Place.Coming(flight, Origin.MISS);
        } catch (IOException e) {
            holdings.giveBack(print.sizeBytes());
            LOG.warn("state=not-cached model={} reason={}", row.key(), e.toString());
            return new Place.Nowhere(Origin.UNKEPT);
        }
    }

    private void fetch(ModelRow row, Flight flight) {
        var landing = landing(row, flight.holding().copy());
        deciding.lock();
        try {
            flights.remove(row.fingerprint());
            switch (landing) {
                case Landing.Kept _ -> holdings.keep(row.fingerprint(), flight.holding());
                case Landing.Failed _, Landing.NotKept _ -> flight.holding().letGo();
            }
        } finally {
            deciding.unlock();
            flight.ended(landing);
        }
    }

    private Landing landing(ModelRow row, Copy copy) {
        var print = row.fingerprint();
        try (var body = storage.open(row, ByteRange.whole(print.sizeBytes()))) {
            var filling = new Filling(copy, print, settings.patience(print.sizeBytes()));
            body.sendTo(filling);
            filling.end();
            return new Landing.Kept(body.times());
        } catch (StorageFailure e) {
            return new Landing.Failed(e);
        } catch (IOException | RuntimeException e) {
            LOG.warn("state=not-cached model={} reason={}", row.key(), e.toString());
            return new Landing.NotKept();
        }
    }

    /** The fetch has its deadline; the wait for it has one that is a little longer. */
    private StoredBody landed(Flight flight, ModelRow row, Origin origin, long start) {
        var print = row.fingerprint();
        var whole = ByteRange.whole(print.sizeBytes());
        boolean isTaken = false;
        try {
            var landing = flight.await(settings.patience(print.sizeBytes()).plus(settings.patience()));
            switch (landing) {
                case Landing.Kept(OpeningTimes fetch) -> {
                    isTaken = true;
                    long pool = origin == Origin.MISS ? fetch.poolWaitNanos() : 0;
                    return body(flight.holding(), print, whole, origin, new OpeningTimes(pool, since(start) - pool));
                }
                case Landing.Failed(StorageFailure failure) -> throw failure.after(failure.times());
                case Landing.NotKept() -> {
                    return new PassedBody(storage.open(row, whole), Origin.UNKEPT);
                }
            }
        } finally {
            if (!isTaken) {
                flight.holding().letGo();
            }
        }
    }

    private StoredBody body(Holding holding, Fingerprint print, ByteRange range, Origin origin, OpeningTimes times) {
        return new CachedBody(holding, range, origin, times, () -> dropDamaged(print, holding));
    }

    private boolean isSound(Fingerprint print, Holding holding) {
        boolean sound = holding.copy().isSound();
        if (!sound) {
            dropDamaged(print, holding);
            holding.letGo();
        }
        return sound;
    }

    private void dropDamaged(Fingerprint print, Holding holding) {
        LOG.warn("state=dropped a cached archive was damaged sha256={}", print.sha256());
        holdings.drop(print, holding);
    }

    private void takeOver(Fingerprint print, Copy copy) {
        if (holdings.fits(print.sizeBytes()) && holdings.makeRoom(print.sizeBytes())) {
            holdings.keep(print, holding(print, copy));
        } else {
            copy.free();
        }
    }

    private Holding holding(Fingerprint print, Copy copy) {
        return new Holding(copy, print.sizeBytes(), () -> holdings.giveBack(print.sizeBytes()));
    }

    private static long since(long start) {
        return System.nanoTime() - start;
    }
}
