package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.stats.Tally;

/**
 * Each client again and again, with a pause between answer and next request, until the window ends. No request starts
 * after that; those under way are awaited, so that no slow answer is cut off and hidden.
 */
final class ClosedPacing implements Pacing {
    private final DelayLine thinking;
    private final boolean thinks;
    private final Tally tally;
    private final long thinkNanos;
    private final long windowNanos;
    private long end;

    ClosedPacing(long windowNanos, long thinkNanos, Tally tally) {
        this.tally = tally;
        this.thinkNanos = thinkNanos;
        this.thinking = new DelayLine(thinkNanos);
        this.thinks = thinkNanos > 0;
        this.windowNanos = windowNanos;
    }

    /** A closed loop has no plan to be late for: each client's first request counts from its own send. */
    @Override
    public void begin(Connection[] clients, long start, Sender sender) {
        end = start + windowNanos;
        for (Connection client : clients) {
            sender.send(client, System.nanoTime());
        }
    }

    @Override
    public void ended(Connection client, long now, Sender sender) {
        if (!admits(now)) {
            return;
        }
        if (thinks) {
            thinking.add(client, now);
            tally.occupied(now, now + thinkNanos);
        } else {
            sender.send(client, now);
        }
    }

    /** What waited for its connection starts where it can be sent, or not at all. */
    @Override
    public void opened(Connection client, long now, Sender sender) {
        tally.occupied(client.intended(), now);
        if (admits(now)) {
            sender.send(client, now);
        }
    }

    @Override
    public void lost(Connection client, long now, Sender sender) {
        // it connects anew when it sends
    }

    /** The client pauses for it. */
    @Override
    public boolean takesRefusal(Connection client, long now, Sender sender) {
        tally.occupied(now, now + Exchanges.REFUSED_PAUSE_NANOS);
        return true;
    }

    @Override
    public void release(long now, Sender sender) {
        while (thinking.isDue(now)) {
            Connection client = thinking.take();
            if (admits(client.due)) {
                sender.send(client, client.due);
            }
        }
    }

    @Override
    public long untilDue(long now) {
        return thinking.untilDue(now);
    }

    @Override
    public boolean isIdle(long now) {
        return thinking.isEmpty() || !admits(now);
    }

    @Override
    public void finish() {
        // a closed loop has no plan
    }

    private boolean admits(long now) {
        return now - end < 0;
    }
}
