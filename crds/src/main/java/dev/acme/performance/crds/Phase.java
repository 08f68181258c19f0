package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the measurement happened; says nothing about how good the numbers are. */
public enum Phase {
    @JsonProperty("Pending")
    PENDING,
    @JsonProperty("Provisioning")
    PROVISIONING,
    @JsonProperty("Running")
    RUNNING,
    @JsonProperty("Collecting")
    COLLECTING,
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
            case PENDING, PROVISIONING, RUNNING, COLLECTING, SUSPENDED -> false;
        };
    }

    /** Whether an attempt is under way: the measured part of the spec is immutable then. */
    public boolean isUnderWay() {
        return switch (this) {
            case PROVISIONING, RUNNING, COLLECTING -> true;
            case PENDING, SUCCEEDED, FAILED, CANCELLED, SUSPENDED -> false;
        };
    }
}
