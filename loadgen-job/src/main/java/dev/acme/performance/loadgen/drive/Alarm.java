package dev.acme.performance.loadgen.drive;

import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a selector at an instant. A selector's own time-out counts whole milliseconds, which would make every planned
 * send up to a millisecond late; a parked thread comes back within a tenth of that, at the price of two switches.
 */
final class Alarm implements Runnable, AutoCloseable {
    private static final long NONE = Long.MAX_VALUE;

    private final Selector selector;
    private final Thread thread;
    private final AtomicLong instant = new AtomicLong(NONE);
    private volatile boolean isClosed;

    Alarm(Selector selector, String name) {
        this.selector = selector;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
        thread.start();
    }

    /** For the selector's thread: rings at that instant of {@link System#nanoTime}; the latest call holds. */
    void set(long at) {
        if (instant.getAndSet(at) != at) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!isClosed) {
            long at = instant.get();
            if (at == NONE) {
                LockSupport.park(this);
                continue;
            }
            long left = at - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else if (instant.compareAndSet(at, NONE)) {
                selector.wakeup();
            }
        }
    }
}
