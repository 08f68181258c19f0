package dev.acme.performance.registry.deadline;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The instant by which one target must have moved on; armed and disarmed by the target's owner only. */
public final class Deadline implements AutoCloseable {
    private static final long NONE = Long.MAX_VALUE;
    private static final long EXPIRED = Long.MIN_VALUE;

    private final Closeable target;
    private final Deadlines deadlines;
    private final long origin = System.nanoTime();
    /** Nanoseconds after {@link #origin}, so that the two marks above can never be real instants. */
    private final AtomicLong at = new AtomicLong(NONE);

    Deadline(Closeable target, Deadlines deadlines) {
        this.target = target;
        this.deadlines = deadlines;
    }

    /** Sets or moves the deadline; false where the target has expired already. */
    public boolean within(Duration limit) {
        return set(System.nanoTime() - origin + limit.toNanos());
    }

    /** Takes the deadline away; false where the target has expired already. */
    public boolean disarm() {
        return set(NONE);
    }

    public boolean isExpired() {
        return at.get() == EXPIRED;
    }

    /** Ends the watch; the target is left as it is. */
    @Override
    public void close() {
        deadlines.forget(this);
    }

    Closeable target() {
        return target;
    }

    boolean expire(long now) {
        long due = at.get();
        return due != NONE && due != EXPIRED && now - origin >= due && at.compareAndSet(due, EXPIRED);
    }

    private boolean set(long due) {
        long current = at.get();
        return current != EXPIRED && at.compareAndSet(current, due);
    }
}
