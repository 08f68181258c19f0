package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How requests arrive: closed loop (Burst, Closed) or open loop (Constant, Poisson). */
public enum LoadMode {
    /** Each client a fixed number of times, all starting at the same instant. */
    @JsonProperty("Burst")
    BURST,
    /** Each client again and again for a fixed time. */
    @JsonProperty("Closed")
    CLOSED,
    /** Planned starts at a fixed rate. */
    @JsonProperty("Constant")
    CONSTANT,
    /** Planned starts with exponential gaps. */
    @JsonProperty("Poisson")
    POISSON;

    /** The name in JSON and YAML. */
    public String wireName() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
