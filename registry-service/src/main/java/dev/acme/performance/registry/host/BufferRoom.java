package dev.acme.performance.registry.host;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What answers that are not streamed may occupy of the heap together. Lambda holds each of them in a machine of its own; here
 * they wait for each other.
 */
final class BufferRoom {
    private static final int KIB = 1024;
    private static final int SHARE_OF_HEAP = 4;

    private final Semaphore kib;
    private final Duration patience;

    /** @param bytes of all together */
    BufferRoom(long bytes, Duration patience) {
        this.kib = new Semaphore(Math.toIntExact(bytes / KIB), true);
        this.patience = patience;
    }

    /**
     * A quarter of this process's heap, and no less than the largest answer takes.
     *
     * @param patience how long one answer waits for the others
     */
    static BufferRoom ofHeap(AnswerSettings settings, Duration patience) {
        long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        return new BufferRoom(Math.max(share, settings.bufferedBytes() + (long) KIB), patience);
    }

    /** Waits for room; false where none comes free in time. {@link #giveBack} gives it back. */
    boolean take(int bytes) {
        try {
            return kib.tryAcquire(kib(bytes), patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void giveBack(int bytes) {
        kib.release(kib(bytes));
    }

    private static int kib(int bytes) {
        return (bytes + KIB - 1) / KIB;
    }
}
