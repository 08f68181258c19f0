package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the numbers can be trusted; the worst finding decides. */
public enum Validity {
    @JsonProperty("Valid")
    VALID,
    @JsonProperty("Suspect")
    SUSPECT,
    @JsonProperty("Invalid")
    INVALID
}
