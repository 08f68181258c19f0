package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Tune: template and end of the walk, both measured anew in blocks of their own when it had ended. */
public record Confirmation(
        @JsonPropertyDescription("cell that the walk began at")
        String from,

        @JsonPropertyDescription("cell that it ended at") String to,

        @JsonPropertyDescription("whether runs were planned for it; not where spec.maxRuns does not reach for them")
        boolean planned,

        @JsonPropertyDescription("whether the end is significantly better; absent where the runs do not tell") @Nullable
        Boolean better,

        @JsonPropertyDescription("the numbers, or why there are none") @Nullable
        String why) {}
