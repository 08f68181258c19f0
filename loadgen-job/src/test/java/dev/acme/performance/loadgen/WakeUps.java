package dev.acme.performance.loadgen;

import java.util.concurrent.locks.LockSupport;

/**
 * How late this machine lets a thread wake up, while it is open: a thread that plans to wake every millisecond and
 * counts each plan, missed ones too. A client that waits for answers is late by as much, through no fault of its own.
 */
final class WakeUps implements AutoCloseable {
    private static final long PERIOD_NANOS = 1_000_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Thread thread = Thread.ofPlatform().daemon().name("wake-ups").unstarted(this::wake);
    private volatile boolean isClosed;
    private long lateNanos;
    private long count;

    WakeUps() {
        thread.start();
    }

    @Override
    public void close() throws InterruptedException {
        isClosed = true;
        thread.join();
    }

    /** After the end. */
    double meanLatenessMs() {
        return lateNanos / NANOS_PER_MILLI / Math.max(1, count);
    }

    private void wake() {
        for (long planned = System.nanoTime() + PERIOD_NANOS; !isClosed; planned += PERIOD_NANOS) {
            LockSupport.parkNanos(planned - System.nanoTime());
            lateNanos += Math.max(0, System.nanoTime() - planned);
            count++;
        }
    }
}
