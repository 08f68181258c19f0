package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The bounds of one replica. */
public record Pools(
        @JsonPropertyDescription(
                "requests handled at the same time by one replica; further ones queue, and the wait is measured")
        @Default("100")
        @Min(1)
        @Max(1_024)
        int threads,

        @JsonPropertyDescription("s3: connections to the object store") @Default("150") @Min(1) @Max(1_024)
        int s3Connections,

        @JsonPropertyDescription("rds: connections to the database") @Default("20") @Min(1) @Max(500)
        int databaseConnections) {}
