package dev.acme.performance.loadgen.stats;

import dev.acme.performance.loadgen.http.CacheWord;
import dev.acme.performance.loadgen.http.Failure;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests ended how, and how many bodies were checked by what; plain sums, so merging is adding. */
public final class Counts {
    private final Map<Failure, AtomicLong> failures = new EnumMap<>(Failure.class);
    private long failed;
    private long succeeded;
    private long bytes;
    private long succeededInWindow;
    private long bytesInWindow;
    private long crc32c;
    private long sha256;
    private long strayAnswers;
    private long cacheHits;
    private long cacheMisses;
    private long redirected;
    private long registryNanos;
    private long storageNanos;
    private long failedInWindow;
    private long occupiedNanos;
    private long planned;
    private long sent;
    private long unsent;
    private long waited;

    void succeeded(long bodyBytes, boolean isInWindow) {
        succeeded++;
        bytes += bodyBytes;
        if (isInWindow) {
            succeededInWindow++;
            bytesInWindow += bodyBytes;
        }
    }

    void checked(boolean byCrc32c, boolean bySha256) {
        crc32c += byCrc32c ? 1 : 0;
        sha256 += bySha256 ? 1 : 0;
    }

    void cache(CacheWord word) {
        switch (word) {
            case NONE -> {}
            case HIT -> cacheHits++;
            case MISS -> cacheMisses++;
        }
    }

    void redirected(long registry, long storage) {
        redirected++;
        registryNanos += registry;
        storageNanos += storage;
    }

    void arrived(long plannedStarts, long sentStarts, long unsentStarts, long waitedStarts) {
        planned += plannedStarts;
        sent += sentStarts;
        unsent += unsentStarts;
        waited += waitedStarts;
    }

    void occupied(long nanos) {
        occupiedNanos += nanos;
    }

    void failed(Failure failure, boolean isInWindow) {
        counter(failure).incrementAndGet();
        failed++;
        failedInWindow += isInWindow ? 1 : 0;
    }

    void strayAnswer() {
        strayAnswers++;
    }

    void merge(Counts other) {
        other.failures.forEach((failure, count) -> counter(failure).addAndGet(count.get()));
        failed += other.failed;
        succeeded += other.succeeded;
        bytes += other.bytes;
        succeededInWindow += other.succeededInWindow;
        bytesInWindow += other.bytesInWindow;
        crc32c += other.crc32c;
        sha256 += other.sha256;
        strayAnswers += other.strayAnswers;
        cacheHits += other.cacheHits;
        cacheMisses += other.cacheMisses;
        redirected += other.redirected;
        registryNanos += other.registryNanos;
        storageNanos += other.storageNanos;
        failedInWindow += other.failedInWindow;
        occupiedNanos += other.occupiedNanos;
        arrived(other.planned, other.sent, other.unsent, other.waited);
    }

    public long requests() {
        return succeeded + failed;
    }

    public long succeeded() {
        return succeeded;
    }

    public long failed() {
        return failed;
    }

    public long of(Failure failure) {
        return counter(failure).get();
    }

    private AtomicLong counter(Failure failure) {
        return failures.computeIfAbsent(failure, unseen -> new AtomicLong());
    }

    /** Body bytes of successful requests. */
    public long bytes() {
        return bytes;
    }

    public long succeededInWindow() {
        return succeededInWindow;
    }

    /** Requests that ended in the window, well or not. */
    public long endedInWindow() {
        return succeededInWindow + failedInWindow;
    }

    /** Closed loop: how long clients were busy inside the window, with requests, pauses and connecting, all together. */
    public long occupiedNanos() {
        return occupiedNanos;
    }

    public long bytesInWindow() {
        return bytesInWindow;
    }

    public long checkedByCrc32c() {
        return crc32c;
    }

    public long checkedBySha256() {
        return sha256;
    }

    /** Connections on which bytes came that no request had asked for. */
    public long strayAnswers() {
        return strayAnswers;
    }

    /** Successful requests whose answer came out of the service's cache. */
    public long cacheHits() {
        return cacheHits;
    }

    /** Those for which the service's cache had to read the storage. */
    public long cacheMisses() {
        return cacheMisses;
    }

    /** Open loop: starts that were planned until the window's end, or until the run was stopped. */
    public long planned() {
        return planned;
    }

    /** Open loop: planned starts that were sent. */
    public long sent() {
        return sent;
    }

    /** Open loop: planned starts that were never sent. */
    public long unsent() {
        return unsent;
    }

    /** Open loop: planned starts that were sent only after they had waited for a free client. */
    public long waited() {
        return waited;
    }

    /** Successful requests that were sent on to the storage. */
    public long redirected() {
        return redirected;
    }

    /** Of these: from the planned start until the redirect had come, all together; nanoseconds. */
    public long registryNanos() {
        return registryNanos;
    }

    /** Of these: from the redirect to the last byte, all together; nanoseconds. */
    public long storageNanos() {
        return storageNanos;
    }
}
