package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the objectives were met. */
public enum Verdict {
    @JsonProperty("Pass")
    PASS,
    @JsonProperty("Warn")
    WARN,
    @JsonProperty("Fail")
    FAIL,
    /** Nothing can be said: no sample, only errors, or numbers that cannot be trusted. */
    @JsonProperty("Inconclusive")
    INCONCLUSIVE,
    /** There was no objective. */
    @JsonProperty("None")
    NONE
}
