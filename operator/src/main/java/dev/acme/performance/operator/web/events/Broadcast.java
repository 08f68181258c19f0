package dev.acme.performance.operator.web.events;

import dev.acme.performance.operator.web.watch.Change;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells every listener of every change; who cannot keep up is told nothing more, and must come anew. */
public final class Broadcast implements Consumer<Change>, AutoCloseable {
    private static final int ROOM = 4_096;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicLong last = new AtomicLong();
    private volatile boolean isClosed;

    /** A change and its number, which grows. */
    record Numbered(long number, Change change) {}

    @Override
    public void accept(Change change) {
        var numbered = new Numbered(last.incrementAndGet(), change);
        listeners.forEach(listener -> listener.offer(numbered));
    }

    /** From now on; close it. */
    Listener listen() {
        var listener = new Listener();
        listeners.add(listener);
        return listener;
    }

    long last() {
        return last.get();
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public void close() {
        isClosed = true;
        listeners.forEach(Listener::end);
    }

    /** One who listens. */
    final class Listener implements AutoCloseable {
        private final BlockingQueue<Optional<Numbered>> queue = new ArrayBlockingQueue<>(ROOM);
        private volatile boolean isBehind;

        private void offer(Numbered change) {
            if (!queue.offer(Optional.of(change))) {
                isBehind = true;
            }
        }

        private void end() {
            // wakes whoever waits; a full queue needs no waking
            var _ = queue.offer(Optional.empty());
        }

        /** Whether there is more to come. */
        boolean isOpen() {
            return !isBehind && !isClosed;
        }

        /** The next change, if one comes within {@code limit}. */
        Optional<Numbered> next(Duration limit) throws InterruptedException {
            var next = queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            return next == null ? Optional.empty() : next;
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
