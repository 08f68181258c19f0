package dev.acme.performance.local.controllers;

import dev.acme.performance.local.apiserver.ObjectKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Which objects are to be looked at, and when: each once, at the earliest time anybody asked for. */
final class WorkQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<ObjectKey, Long> due = new HashMap<>();

    void add(ObjectKey key) {
        addAfter(key, Duration.ZERO);
    }

    void addAfter(ObjectKey key, Duration delay) {
        lock.lock();
        try {
            due.merge(key, System.nanoTime() + delay.toNanos(), WorkQueue::earlier);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an object is due, and forgets it. */
    ObjectKey take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                var next = next();
                long wait =
                        next.map(entry -> entry.getValue() - System.nanoTime()).orElse(TimeUnit.DAYS.toNanos(1));
                if (next.isPresent() && wait <= 0) {
                    due.remove(next.get().getKey());
                    return next.get().getKey();
                }
                changed.awaitNanos(wait);
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Map.Entry<ObjectKey, Long>> next() {
        return due.entrySet().stream().reduce((a, b) -> a.getValue() - b.getValue() <= 0 ? a : b);
    }

    /** Nano times are compared by their difference only. */
    private static long earlier(long a, long b) {
        return a - b <= 0 ? a : b;
    }
}
