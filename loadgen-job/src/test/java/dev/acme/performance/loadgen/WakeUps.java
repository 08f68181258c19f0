package dev.acme.performance.loadgen;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How late this machine lets a thread wake up, while it is open: a thread that plans to wake every millisecond and
 * counts each plan, missed ones too. A client that waits for answers is late by as much, through no fault of its own.
 */
final class WakeUps implements AutoCloseable {
    private static final long PERIOD_NANOS = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final double MICROS_PER_MILLI = 1e3;

    private final Thread thread = Thread.ofPlatform().daemon().name("wake-ups").unstarted(this::wake);
    private final Histogram lateMicros = new Histogram(3);
    private volatile boolean isClosed;

    WakeUps() {
        thread.start();
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After the end. */
    double meanLatenessMs() {
        return lateMicros.getMean() / MICROS_PER_MILLI;
    }

    /** After the end. */
    double p99LatenessMs() {
        return lateMicros.getValueAtPercentile(99) / MICROS_PER_MILLI;
    }

    private void wake() {
        for (long planned = System.nanoTime() + PERIOD_NANOS; !isClosed; planned += PERIOD_NANOS) {
            LockSupport.parkNanos(planned - System.nanoTime());
            lateMicros.recordValue(Math.max(0, System.nanoTime() - planned) / NANOS_PER_MICRO);
        }
    }
}
