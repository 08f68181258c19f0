package dev.acme.performance.loadgen.drive;

/**
 * Each client again and again, with a pause between answer and next request, until the window ends. No request starts
 * after that; those under way are awaited, so that no slow answer is cut off and hidden.
 */
final class ClosedPacing implements Pacing {
    private final DelayLine thinking;
    private final boolean thinks;
    private final long windowNanos;
    private long end;

    ClosedPacing(long windowNanos, long thinkNanos) {
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
        } else {
            sender.send(client, now);
        }
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
    public boolean admits(long now) {
        return now - end < 0;
    }

    @Override
    public boolean isIdle(long now) {
        return thinking.isEmpty() || !admits(now);
    }
}
