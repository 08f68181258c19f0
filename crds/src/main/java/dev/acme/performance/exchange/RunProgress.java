package dev.acme.performance.exchange;

import org.jspecify.annotations.Nullable;

/**
 * One line a second while load runs. {@code percent} is of the requests (Burst) or of the time (other modes); requests,
 * failures and bytes count from the stage's start, rates since the line before (MB = 10^6 bytes). {@code p50Ms} and {@code
 * p99Ms} are nearest ranks of the response times of requests that succeeded in the latest whole second, to three digits:
 * absent where none did, and before the measured window.
 */
public record RunProgress(
        Stage stage,
        double percent,
        long requests,
        long failed,
        double requestsPerSecond,
        long bytes,
        double megabytesPerSecond,
        @Nullable Double p50Ms,
        @Nullable Double p99Ms)
        implements LoadLine {

    /** What the load generator is doing. */
    public enum Stage {
        CONNECTING,
        WARMUP,
        MEASURING
    }
}
