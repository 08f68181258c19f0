package dev.acme.performance.registry.storage.cache;

import java.util.concurrent.atomic.AtomicInteger;

/** A copy and the number of those who use it: the cache itself, its readers, whoever waits for it. The last one frees it. */
final class Holding {
    private final Copy copy;
    private final long sizeBytes;
    private final Runnable freed;
    private final AtomicInteger holders = new AtomicInteger(1);

    /**
     * Held once, for the one who makes it.
     *
     * @param freed told once the copy has given its room back
     */
    Holding(Copy copy, long sizeBytes, Runnable freed) {
        this.copy = copy;
        this.sizeBytes = sizeBytes;
        this.freed = freed;
    }

    Copy copy() {
        return copy;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** One more uses it; false where it is gone already. */
    boolean hold() {
        return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /** Whether nobody but one holder has it. */
    boolean isSpare() {
        return holders.get() == 1;
    }

    void letGo() {
        if (holders.decrementAndGet() == 0) {
            try {
                copy.free();
            } finally {
                freed.run();
            }
        }
    }
}
