package dev.acme.performance.loadgen.drive;

import java.io.IOException;
import java.nio.channels.Selector;

/**
 * Opens connections, a few at a time, so that thousands of clients do not overflow the listener's queue of a server
 * whose requests are what is measured. Each attempt is made once and has a time limit.
 */
final class Dialer {
    /** Of one thread; half of the smallest queue in common use (50). */
    static final int MAX_PENDING = 16;

    private final Selector selector;
    private final DelayLine queue = new DelayLine(0);
    private final DelayLine pending;

    Dialer(Selector selector, long timeoutNanos) {
        this.selector = selector;
        this.pending = new DelayLine(timeoutNanos);
    }

    /** What became of an attempt. */
    interface Listener {
        void opened(Connection connection, long now);

        void refused(Connection connection, long now);
    }

    void enqueue(Connection connection, long now) {
        queue.add(connection, now);
    }

    boolean isIdle() {
        return queue.isEmpty() && pending.isEmpty();
    }

    /** Gives up what took too long and starts what there is room for. */
    void advance(long now, Listener listener) {
        while (pending.isDue(now)) {
            refuse(pending.take(), now, listener);
        }
        for (int i = 0; i < MAX_PENDING && pending.size() < MAX_PENDING && !queue.isEmpty(); i++) {
            dial(queue.take(), now, listener);
        }
    }

    /** The selector says that an attempt ended. */
    void connectable(Connection connection, Listener listener) {
        pending.remove(connection);
        try {
            if (connection.finishDialing()) {
                listener.opened(connection, System.nanoTime());
            } else {
                pending.add(connection, System.nanoTime());
            }
        } catch (IOException e) {
            refuse(connection, System.nanoTime(), listener);
        }
    }

    long untilDue(long now) {
        return queue.isEmpty() || pending.size() >= MAX_PENDING ? pending.untilDue(now) : 0;
    }

    /** Nothing more is opened: what waits or is under way is refused. */
    void giveUp(long now, Listener listener) {
        while (!queue.isEmpty()) {
            refuse(queue.take(), now, listener);
        }
        while (!pending.isEmpty()) {
            refuse(pending.take(), now, listener);
        }
    }

    private void dial(Connection connection, long now, Listener listener) {
        try {
            if (connection.dial(selector, now)) {
                listener.opened(connection, System.nanoTime());
            } else {
                pending.add(connection, now);
            }
        } catch (IOException e) {
            refuse(connection, now, listener);
        }
    }

    private static void refuse(Connection connection, long now, Listener listener) {
        connection.close();
        listener.refused(connection, now);
    }
}
