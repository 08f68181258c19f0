package dev.acme.performance.registry.storage;

import java.util.Locale;

/** Where an opened archive's bytes come from, as far as a cache has a say in it. */
public enum Origin {
    /** The storage; there is no cache. */
    STORAGE,
    /** The cache, which had them already. */
    HIT,
    /** The storage, through the cache, which keeps them. */
    MISS,
    /** The cache, after waiting for what another request had begun to fetch. */
    JOINED,
    /** The storage, past the cache: larger than its room, or a part of what it does not have. */
    BYPASS,
    /** The storage, past a cache that could not keep it: its disk or its memory is full. */
    UNKEPT;

    /** Whether this very request cost a read of the storage. */
    public boolean readsStorage() {
        return switch (this) {
            case STORAGE, MISS, BYPASS, UNKEPT -> true;
            case HIT, JOINED -> false;
        };
    }

    /** The word in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
