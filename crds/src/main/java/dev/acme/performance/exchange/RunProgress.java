package dev.acme.performance.exchange;

/** One line a second while load runs. {@code percent} is of the requests (Burst) or of the time (other modes). */
public record RunProgress(Stage stage, double percent, long requests, long failed, double requestsPerSecond, long bytes)
        implements LoadLine {

    /** What the load generator is doing. */
    public enum Stage {
        CONNECTING,
        WARMUP,
        MEASURING
    }
}
