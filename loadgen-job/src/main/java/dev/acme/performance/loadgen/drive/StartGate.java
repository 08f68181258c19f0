package dev.acme.performance.loadgen.drive;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets all threads of a run into a phase at one instant. */
final class StartGate {
    /** The last stretch is waited for awake: a parked thread comes back up to a tenth of a millisecond late. */
    private static final long AWAKE_NANOS = 200_000;

    private final CountDownLatch missing;
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile long start;

    StartGate(int threads) {
        missing = new CountDownLatch(threads);
    }

    /** For the threads: returns the common start, in nanoseconds of {@link System#nanoTime}, when it has come. */
    long await(Duration limit) throws InterruptedException {
        missing.countDown();
        if (!opened.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("no start within " + limit);
        }
        long left = start - System.nanoTime();
        while (left > 0) {
            if (left > AWAKE_NANOS) {
                LockSupport.parkNanos(this, left - AWAKE_NANOS);
            } else {
                Thread.onSpinWait();
            }
            left = start - System.nanoTime();
        }
        return start;
    }

    /** For the coordinator: whether all threads have come within that time. */
    boolean haveAllCome(long limitNanos) throws InterruptedException {
        return missing.await(limitNanos, TimeUnit.NANOSECONDS);
    }

    void open(long at) {
        start = at;
        opened.countDown();
    }
}
