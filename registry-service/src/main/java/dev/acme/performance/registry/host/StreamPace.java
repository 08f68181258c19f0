package dev.acme.performance.registry.host;

import java.time.Duration;

/** When the next bytes of a streamed answer may leave: the first ones at once, the rest at a steady rate. */
final class StreamPace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long freeBytes;
    private final long bytesPerSecond;
    private long sent;
    private long tailSince;

    StreamPace(AnswerSettings settings) {
        this.freeBytes = settings.freeBytes();
        this.bytesPerSecond = settings.bytesPerSecond();
    }

    /** How long to wait before so many further bytes are sent. */
    Duration before(int bytes, long now) {
        if (sent <= freeBytes) {
            tailSince = now;
        }
        sent += bytes;
        long tail = sent - freeBytes;
        if (tail <= 0 || bytesPerSecond == 0) {
            return Duration.ZERO;
        }
        long due = tailSince + (long) (tail * NANOS_PER_SECOND / bytesPerSecond);
        return Duration.ofNanos(Math.max(0, due - now));
    }
}
