package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.stats.ConnectRecord;

/** Opens a connection for every client, each with one attempt; what is refused fails that client's first request. */
final class ConnectPhase implements Phase {
    /** Whatever is not open by then counts as refused. */
    static final long LIMIT_NANOS = 60_000_000_000L;

    private final Dialer dialer;
    private final ConnectRecord connects;
    private long deadline;

    ConnectPhase(Dialer dialer, ConnectRecord connects) {
        this.dialer = dialer;
        this.connects = connects;
    }

    @Override
    public void begin(Connection[] clients, long start) {
        deadline = start + LIMIT_NANOS;
        for (Connection client : clients) {
            dialer.enqueue(client, start);
        }
    }

    @Override
    public void advance(long now) {
        if (now - deadline < 0) {
            dialer.advance(now, this);
        } else {
            dialer.giveUp(now, this);
        }
    }

    @Override
    public long untilDue(long now) {
        return Math.min(dialer.untilDue(now), deadline - now);
    }

    @Override
    public boolean isOver(long now) {
        return dialer.isIdle();
    }

    @Override
    public void opened(Connection client, long now) {
        connects.opened(now - client.dialed());
    }

    @Override
    public void refused(Connection client, long now) {
        connects.failed();
        client.refuse();
    }

    @Override
    public void writable(Connection client) {
        // nothing is sent before the start
    }

    /** A server that closes before it was asked anything, or talks first: the client connects anew when it sends. */
    @Override
    public void readable(Connection client) {
        client.close();
    }
}
