package dev.acme.performance.loadgen.drive;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for the same length of time, oldest first. Because the delay is the same for all, a linked list
 * is a timer: adding, removing and looking for the next are a few steps however many wait, and nothing is allocated.
 */
final class DelayLine {
    static final long NEVER = Long.MAX_VALUE;

    private final long delayNanos;
    private @Nullable Connection first;
    private @Nullable Connection last;
    private int size;

    DelayLine(long delayNanos) {
        this.delayNanos = delayNanos;
    }

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    void add(Connection connection, long now) {
        connection.line = this;
        connection.due = now + delayNanos;
        connection.previous = last;
        connection.next = null;
        if (last == null) {
            first = connection;
        } else {
            last.next = connection;
        }
        last = connection;
        size++;
    }

    /** Nothing happens where it waits elsewhere or nowhere. */
    void remove(Connection connection) {
        if (connection.line != this) {
            return;
        }
        if (connection.previous == null) {
            first = connection.next;
        } else {
            connection.previous.next = connection.next;
        }
        if (connection.next == null) {
            last = connection.previous;
        } else {
            connection.next.previous = connection.previous;
        }
        connection.previous = null;
        connection.next = null;
        connection.line = null;
        size--;
    }

    /** The one that waits longest, which leaves the line. */
    Connection take() {
        if (first == null) {
            throw new NoSuchElementException("nobody waits");
        }
        Connection taken = first;
        remove(taken);
        return taken;
    }

    boolean isDue(long now) {
        return first != null && first.due - now <= 0;
    }

    /** Nanoseconds until the first is due, {@link #NEVER} where nobody waits; not above 0 where one is due. */
    long untilDue(long now) {
        return first == null ? NEVER : first.due - now;
    }
}
