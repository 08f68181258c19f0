package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.stats.Tally;

/**
 * Requests start when they are planned, whatever became of earlier ones: each takes a client that is free, the one that
 * has been for longest; where none is, it waits for the first, and its time counts from the plan. Nothing is planned after
 * the window; what waits then is sent all the same, for as long as a request may last, and what is left is counted as
 * timed out. Connecting is no request: a client opens its connection before it is free.
 */
final class OpenPacing implements Pacing {
    /** Sends in a row before answers get their turn. */
    private static final int MOST_AT_ONCE = 64;
    /** Requests in a row that are given up. */
    private static final int MOST_GIVEN_UP = 1 << 16;

    private final Arrivals arrivals;
    private final DelayLine free = new DelayLine(0);
    private final Tally tally;
    private final long lastingNanos;
    private long lastSend;
    private long sent;
    private long waited;
    private long unsent;
    private boolean isReleasing;

    OpenPacing(Arrivals arrivals, long windowNanos, long timeoutNanos, Tally tally) {
        this.tally = tally;
        this.arrivals = arrivals;
        this.lastingNanos = windowNanos + timeoutNanos;
    }

    @Override
    public void begin(Connection[] clients, long start, Sender sender) {
        lastSend = start + lastingNanos;
        arrivals.begin(start);
        for (Connection client : clients) {
            await(client, start, sender);
        }
        release(System.nanoTime(), sender);
    }

    @Override
    public void ended(Connection client, long now, Sender sender) {
        await(client, now, sender);
        release(now, sender);
    }

    @Override
    public void opened(Connection client, long now, Sender sender) {
        free.add(client, now);
        release(now, sender);
    }

    /** The connection of a client that waits for its turn has gone; it opens another meanwhile. */
    @Override
    public void lost(Connection client, long now, Sender sender) {
        if (client.line == free) {
            free.remove(client);
            await(client, now, sender);
        }
    }

    /** Whoever has waited longest for a connection is told that there is none; where nobody waits, nobody is. */
    @Override
    public boolean takesRefusal(Connection client, long now, Sender sender) {
        plan(now);
        if (!arrivals.isWaiting()) {
            return false;
        }
        client.plan(arrivals.take());
        return true;
    }

    private void await(Connection client, long now, Sender sender) {
        if (client.isOpen()) {
            free.add(client, now);
        } else if (!isIdle(now)) {
            sender.connect(client, now);
        }
    }

    @Override
    public void release(long now, Sender sender) {
        if (isReleasing) {
            return;
        }
        isReleasing = true;
        plan(now);
        for (int i = 0; i < MOST_AT_ONCE && arrivals.isWaiting() && !free.isEmpty(); i++) {
            Connection client = free.take();
            long intended = arrivals.take();
            sent++;
            waited += client.due - intended > 0 ? 1 : 0;
            sender.sendPlanned(client, intended);
        }
        for (int i = 0; i < MOST_GIVEN_UP && arrivals.isWaiting() && now - lastSend >= 0; i++) {
            unsent++;
            tally.givenUp(arrivals.take(), now);
        }
        isReleasing = false;
    }

    private void plan(long now) {
        while (arrivals.isPlanned(now)) {
            tally.noticed(now - arrivals.plan());
        }
    }

    /** Also where no client is free: how late a plan is noticed tells whether this program kept up. */
    @Override
    public long untilDue(long now) {
        if (!arrivals.isWaiting()) {
            return arrivals.untilPlanned(now);
        }
        return free.isEmpty() ? Math.min(arrivals.untilPlanned(now), lastSend - now) : 0;
    }

    @Override
    public boolean isIdle(long now) {
        return !arrivals.hasMore() && !arrivals.isWaiting();
    }

    @Override
    public void finish() {
        tally.arrived(arrivals.planned(), sent, unsent + arrivals.waiting(), waited);
    }
}
