package dev.acme.performance.loadgen.drive;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/** How one thread waits for events and for time, and how much of its time it did wait. */
final class Waiting implements Consumer<SelectionKey> {
    /** The longest wait: how soon a thread notices a second's end or a stop that it was not woken for. */
    private static final long LONGEST_MILLIS = 100;

    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Below this, waking up takes longer than the wait. */
    private static final long AWAKE_NANOS = 50_000;

    private final Selector selector;
    private final Alarm alarm;
    private final Consumer<SelectionKey> handler;
    private long since;
    private long waitedNanos;
    private boolean isWaiting;

    Waiting(Selector selector, Alarm alarm, Consumer<SelectionKey> handler) {
        this.selector = selector;
        this.alarm = alarm;
        this.handler = handler;
    }

    /** Handles what is ready; where nothing is, waits until something is, but not longer than {@code dueNanos}. */
    void once(long now, long dueNanos) throws IOException {
        since = now;
        isWaiting = true;
        if (dueNanos <= AWAKE_NANOS) {
            selector.selectNow(this);
        } else {
            if (dueNanos < LONGEST_MILLIS * NANOS_PER_MILLI) {
                alarm.set(now + dueNanos);
            }
            selector.select(this, LONGEST_MILLIS);
        }
        stopWaiting();
    }

    /** Nanoseconds of waiting so far. */
    long waitedNanos() {
        return waitedNanos;
    }

    /** The first event ends the wait. */
    @Override
    public void accept(SelectionKey key) {
        stopWaiting();
        handler.accept(key);
    }

    private void stopWaiting() {
        if (isWaiting) {
            waitedNanos += System.nanoTime() - since;
            isWaiting = false;
        }
    }
}
