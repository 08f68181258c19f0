package dev.acme.performance.loadgen;

/** A queue with one worker and a fixed service time: requests are served in turn, back to back while any waits. */
final class OneWorker {
    private final long serviceNanos;
    private long freeAt = Long.MIN_VALUE;

    OneWorker(long serviceMillis) {
        this.serviceNanos = serviceMillis * 1_000_000;
    }

    /** Returns when this request has been served. */
    void serve() {
        Call.awaitInstant(turn());
    }

    private synchronized long turn() {
        freeAt = Math.max(freeAt, System.nanoTime()) + serviceNanos;
        return freeAt;
    }
}
