package dev.acme.performance.registry.storage.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.acme.performance.registry.catalogue.Fingerprint;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is in the cache, within its room. Room is taken before a copy is begun and given back when the last reader has
 * gone, so that the bound holds for what is really there; which copy is given up first is the library's to say.
 */
final class Holdings {
    /** The library weighs in ints: KiB reach to 2 TiB. */
    private static final int KIB = 1024;

    private final long room;
    private final AtomicLong taken = new AtomicLong();
    private final Cache<Fingerprint, Holding> kept;

    Holdings(long room) {
        this.room = room;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(kib(room) + 1)
                .weigher((Fingerprint print, Holding holding) -> Math.toIntExact(kib(holding.sizeBytes())))
                .removalListener((print, holding, cause) -> {
                    if (holding != null) {
                        holding.letGo();
                    }
                })
                .executor(Runnable::run)
                .build();
    }

    /** Held once more, for the caller. */
    Optional<Holding> find(Fingerprint print) {
        return Optional.ofNullable(kept.getIfPresent(print)).filter(Holding::hold);
    }

    /** Whether there can be room for that many bytes at all. */
    boolean fits(long sizeBytes) {
        return sizeBytes > 0 && sizeBytes <= room;
    }

    /** Takes room, giving up other copies for it; false where what is in use leaves too little, and then nothing is given up. */
    boolean makeRoom(long sizeBytes) {
        if (room - taken.get() + spareBytes() < sizeBytes) {
            return false;
        }
        while (!take(sizeBytes)) {
            var coldest = coldestSpare();
            if (coldest.isEmpty()) {
                return false;
            }
            kept.invalidate(coldest.get());
        }
        return true;
    }

    void giveBack(long sizeBytes) {
        taken.addAndGet(-sizeBytes);
    }

    /** Takes over the caller's hold. */
    void keep(Fingerprint print, Holding holding) {
        kept.put(print, holding);
    }

    /** Gives up this copy; another one of the same archive stays. */
    void drop(Fingerprint print, Holding holding) {
        kept.asMap().remove(print, holding);
    }

    void dropAll() {
        kept.invalidateAll();
    }

    long takenBytes() {
        return taken.get();
    }

    private boolean take(long sizeBytes) {
        long now = taken.get();
        while (now + sizeBytes <= room) {
            if (taken.compareAndSet(now, now + sizeBytes)) {
                return true;
            }
            now = taken.get();
        }
        return false;
    }

    /** What would come free by giving up every copy that nobody but the cache holds. */
    private long spareBytes() {
        return kept.asMap().values().stream()
                .filter(Holding::isSpare)
                .mapToLong(Holding::sizeBytes)
                .sum();
    }

    /** One that is in use gives no room, so it stays. */
    private Optional<Fingerprint> coldestSpare() {
        return kept.policy()
                .eviction()
                .orElseThrow()
                .coldest(entries -> entries.filter(entry -> entry.getValue().isSpare())
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    private static long kib(long bytes) {
        return (bytes + KIB - 1) / KIB;
    }
}
