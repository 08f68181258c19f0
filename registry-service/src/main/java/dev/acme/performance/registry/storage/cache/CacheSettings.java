package dev.acme.performance.registry.storage.cache;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What bounds the cache.
 *
 * @param bytes most bytes of archives, those on their way in and those that are given up but still read included
 * @param folder where they lie; only {@link Kind#DISK} uses it, and nobody else may
 * @param patience longest fetch of an archive from the storage, a second for each MiB of it aside
 * @param pieceBytes how much of an archive is read from disk at once, for each reader
 */
public record CacheSettings(Kind kind, long bytes, Path folder, Duration patience, int pieceBytes) {
    private static final int SLOWEST_BYTES_PER_SECOND = 1 << 20;

    /** Where archives are kept. */
    public enum Kind {
        /** Outside the heap; gone with the process. */
        MEMORY,
        /** Files, found again by the next process. */
        DISK
    }

    public CacheSettings {
        if (bytes < 1 || pieceBytes < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("bytes=" + bytes + " pieceBytes=" + pieceBytes + " " + patience);
        }
    }

    /** Longest fetch of an archive of that size. */
    Duration patience(long sizeBytes) {
        return patience.plusSeconds(sizeBytes / SLOWEST_BYTES_PER_SECOND);
    }
}
