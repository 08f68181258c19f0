package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tune: a change that was tried on the best so far. */
public record TuneStep(
        @JsonPropertyDescription("cell that it was tried on")
        String from,

        @JsonPropertyDescription("cell that came of it; absent where nothing was left to try") @Nullable
        String to,

        @JsonPropertyDescription("field of the spec that was changed") @Nullable
        String field,

        @JsonPropertyDescription("what it was set to") @Nullable
        String value,

        @JsonPropertyDescription("what held the system back before") @Nullable
        String bottleneck,

        @JsonPropertyDescription("absent while it is measured") @Nullable
        Boolean kept,

        @JsonPropertyDescription("the numbers that decided") @Nullable
        String why) {

    /** Such as {@code pools.threads: 100}; of several fields that were changed together each with its own value. */
    public String changes() {
        var fields = String.valueOf(field).split(", ", -1);
        var values = String.valueOf(value).split(", ", -1);
        return fields.length != values.length
                ? field + ": " + value
                : IntStream.range(0, fields.length)
                        .mapToObj(at -> fields[at] + ": " + values[at])
                        .collect(Collectors.joining(", "));
    }
}
