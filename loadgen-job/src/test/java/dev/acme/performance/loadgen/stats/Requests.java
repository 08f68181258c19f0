package dev.acme.performance.loadgen.stats;

/** Makes up requests for tallies: instants in nanoseconds. */
record Requests(long intended, long sent, long firstByte, long ended, int replica) implements Tally.Times {
    static final long MILLI = 1_000_000;

    /** Sent when it was meant to be. */
    static Requests of(long startMillis, long latencyMillis) {
        return new Requests(
                startMillis * MILLI,
                startMillis * MILLI,
                startMillis * MILLI,
                (startMillis + latencyMillis) * MILLI,
                0);
    }

    Requests at(int number) {
        return new Requests(intended, sent, firstByte, ended, number);
    }
}
