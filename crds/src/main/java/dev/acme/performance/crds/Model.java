package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** The model that is downloaded, and the registry it stands in. */
public record Model(
        @JsonPropertyDescription("owner/name or name; in paths the slash becomes an underscore")
        @Default("arnir0/Tiny-LLM")
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?$")
        @Size(max = 128)
        String id,

        @JsonPropertyDescription("branch, tag or version")
        @Default("main")
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._-]*$")
        @Size(max = 64)
        String version,

        @JsonPropertyDescription("size of the model's archive in bytes")
        @Default("24834009")
        @Min(1)
        @Max(5_368_709_120d)
        long sizeBytes,

        @JsonPropertyDescription("distinct models in the registry; the others hold config and README only")
        @Default("500")
        @Min(1)
        @Max(100_000)
        int registrySize) {

    /** The id as it stands in paths: {@code owner/name} becomes {@code owner_name}. */
    public String pathId() {
        return id.replace('/', '_');
    }
}
