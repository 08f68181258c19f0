package dev.acme.performance.registry.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a bounded number of requests be handled at once, the others in the order in which they came. */
final class Gate {
    private final GateSettings settings;
    private final Semaphore places;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean stopping;

    Gate(GateSettings settings) {
        this.settings = settings;
        this.places = new Semaphore(settings.threads(), true);
    }

    /** Requests that wait, right now. */
    int depth() {
        return waiting.get();
    }

    /**
     * Waits for a place, which {@link #leave} gives back.
     *
     * @throws Refusal where too many wait already, the wait lasts too long or the service stops
     */
    void enter() {
        if (stopping) {
            throw new Refusal(Problem.STOPPING, "no new requests are handled");
        }
        if (!hasFreePlace()) {
            await();
        }
    }

    void leave() {
        places.release();
    }

    /** Refuses whoever comes from now on; true once everyone inside and in the queue has left, false after the limit. */
    boolean drain(Duration limit) throws InterruptedException {
        stopping = true;
        return places.tryAcquire(settings.threads(), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Unlike the plain tryAcquire, the one with a time goes behind those who wait. */
    private boolean hasFreePlace() {
        try {
            return places.tryAcquire(0, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void await() {
        if (waiting.incrementAndGet() > settings.queue()) {
            waiting.decrementAndGet();
            throw new Refusal(Problem.QUEUE_FULL, settings.queue() + " requests wait already");
        }
        try {
            if (!places.tryAcquire(settings.longestWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Refusal(
                        Problem.QUEUE_TIMED_OUT,
                        "not handled within " + settings.longestWait().toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Problem.STOPPING, "interrupted while waiting");
        } finally {
            waiting.decrementAndGet();
        }
    }
}
