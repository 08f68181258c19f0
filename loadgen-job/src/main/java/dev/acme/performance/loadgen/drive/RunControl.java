package dev.acme.performance.loadgen.drive;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the threads of a run have in common: the gates they pass together, and the word to stop. */
final class RunControl {
    private final StartGate warmupGate;
    private final StartGate startGate;
    private final CountDownLatch running;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean isStopped;
    private volatile boolean isCutShort;

    RunControl(int threads) {
        warmupGate = new StartGate(threads);
        startGate = new StartGate(threads);
        running = new CountDownLatch(threads);
    }

    StartGate warmupGate() {
        return warmupGate;
    }

    StartGate startGate() {
        return startGate;
    }

    boolean isStopped() {
        return isStopped;
    }

    void stop() {
        isStopped = true;
    }

    /** A thread left its work because of a stop; one that came when all was done cuts nothing short. */
    void cutShort() {
        isCutShort = true;
    }

    boolean isCutShort() {
        return isCutShort;
    }

    /** A thread cannot go on: nobody does. */
    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        isStopped = true;
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    void threadEnded() {
        running.countDown();
    }

    boolean haveAllEnded(long limitNanos) throws InterruptedException {
        return running.await(limitNanos, TimeUnit.NANOSECONDS);
    }
}
