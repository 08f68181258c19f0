package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A bound that a metric of the result must keep. */
@ValidationRule(value = "has(self.max) != has(self.min)", message = "an objective needs either max or min")
public record Objective(
        @JsonPropertyDescription("name of the objective, unique within the run")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 63)
        String name,

        @JsonPropertyDescription("number of the result that is bounded") @Required
        Metric metric,

        @JsonPropertyDescription("largest value that meets the objective") @Nullable
        Double max,

        @JsonPropertyDescription("smallest value that meets the objective") @Nullable
        Double min,

        @JsonPropertyDescription("verdict when the objective is not met") @Default("Fail")
        Severity severity) {

    public Objective {
        severity = Objects.requireNonNullElse(severity, Severity.FAIL);
    }

    /** A number of the result. */
    public enum Metric {
        @JsonProperty("meanMs")
        MEAN_MS,
        @JsonProperty("medianMs")
        MEDIAN_MS,
        @JsonProperty("p90Ms")
        P90_MS,
        @JsonProperty("p95Ms")
        P95_MS,
        @JsonProperty("p99Ms")
        P99_MS,
        @JsonProperty("p999Ms")
        P999_MS,
        @JsonProperty("maxMs")
        MAX_MS,
        @JsonProperty("requestsPerSecond")
        REQUESTS_PER_SECOND,
        @JsonProperty("bytesPerSecond")
        BYTES_PER_SECOND,
        @JsonProperty("successPercent")
        SUCCESS_PERCENT
    }

    /** What an objective that is not met makes of the verdict. */
    public enum Severity {
        @JsonProperty("Fail")
        FAIL,
        @JsonProperty("Warn")
        WARN
    }
}
