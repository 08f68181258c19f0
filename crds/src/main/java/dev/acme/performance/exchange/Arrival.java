package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How requests arrived; counts only where they were planned. */
public record Arrival(
        @JsonPropertyDescription(
                "Closed: a client asks again when its answer has come; Constant, Poisson: requests start when planned")
        Kind kind,

        @JsonPropertyDescription("load.seed: the same seed plans the same starts")
        long seed,

        @JsonPropertyDescription("planned starts a second of the window") @Nullable
        Double offeredPerSecond,

        @JsonPropertyDescription("starts that were planned; each is sent, refused a connection, or unsent") @Nullable
        Long planned,

        @JsonPropertyDescription("planned starts that were sent") @Nullable
        Long sent,

        @JsonPropertyDescription(
                "planned starts that were not sent within load.timeoutSeconds after the window; they count as timed out")
        @Nullable
        Long unsent,

        @JsonPropertyDescription("sent only after a wait for a free client, which their response time holds") @Nullable
        Long waited,

        @JsonPropertyDescription("what the latencies of this arrival do not stand for") @Nullable
        String note) {

    /** A closed loop asks less while answers are slow, so its percentiles leave out who would have waited. */
    public static final String NO_USER_LATENCY = "closed loop: its p99 is not a user latency under load";

    /** The word of H-03. */
    public enum Kind {
        @JsonProperty("Closed")
        CLOSED,
        @JsonProperty("Constant")
        CONSTANT,
        @JsonProperty("Poisson")
        POISSON
    }
}
