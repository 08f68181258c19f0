package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Something that stood out beside the numbers, and what may be done about it. */
public record Notice(
        @JsonPropertyDescription("one word: see docs/measurement.md") @JsonProperty(required = true)
        String name,

        @JsonPropertyDescription("what was seen, with its numbers") @JsonProperty(required = true)
        String message,

        @JsonPropertyDescription("what to do; nothing on the machine is changed by the run itself") @Nullable
        String advice) {

    /** More are not told of one pod's machine. */
    public static final int MOST_IN_RESULT = 8;

    public static final int MOST_IN_STATUS = 16;

    /** The name and what was seen, as one line. */
    public String line() {
        return name + ": " + message + (advice == null ? "" : "; " + advice);
    }
}
