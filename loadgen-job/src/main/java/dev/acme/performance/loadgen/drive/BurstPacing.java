package dev.acme.performance.loadgen.drive;

/** Each client a fixed number of times, the first time all at the common start, then as soon as the last answer came. */
final class BurstPacing implements Pacing {
    private final int requestsPerClient;

    BurstPacing(int requestsPerClient) {
        this.requestsPerClient = requestsPerClient;
    }

    /** All first requests are meant for the start itself: what a client sends late counts as latency and as send lag. */
    @Override
    public void begin(Connection[] clients, long start, Sender sender) {
        for (Connection client : clients) {
            client.allot(requestsPerClient);
        }
        for (Connection client : clients) {
            ended(client, start, sender);
        }
    }

    @Override
    public void ended(Connection client, long now, Sender sender) {
        if (client.takeAllotted()) {
            sender.send(client, now);
        }
    }

    @Override
    public void opened(Connection client, long now, Sender sender) {
        sender.send(client, now);
    }

    @Override
    public void lost(Connection client, long now, Sender sender) {
        // it connects anew when it sends
    }

    @Override
    public boolean takesRefusal(Connection client, long now, Sender sender) {
        return true;
    }

    @Override
    public void release(long now, Sender sender) {
        // nothing ever waits here
    }

    @Override
    public long untilDue(long now) {
        return DelayLine.NEVER;
    }

    @Override
    public boolean isIdle(long now) {
        return true;
    }

    @Override
    public void finish() {
        // every client's requests are counted where they end
    }
}
