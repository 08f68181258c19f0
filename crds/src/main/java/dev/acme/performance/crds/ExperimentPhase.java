package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far an experiment has come; says nothing about which cell is better. */
public enum ExperimentPhase {
    @JsonProperty("Pending")
    PENDING,
    @JsonProperty("Running")
    RUNNING,
    @JsonProperty("Succeeded")
    SUCCEEDED,
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("Cancelled")
    CANCELLED,
    @JsonProperty("Suspended")
    SUSPENDED;

    /** Whether the attempt has ended. */
    public boolean isTerminal() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case PENDING, RUNNING, SUSPENDED -> false;
        };
    }
}
