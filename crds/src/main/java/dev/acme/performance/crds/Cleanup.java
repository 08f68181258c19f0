package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What becomes of a run's workloads; the run itself is never deleted. */
public record Cleanup(
        @JsonPropertyDescription("how long the run's workloads outlive it") @Default("0") @Min(0) @Max(604_800)
        int afterSeconds) {}
