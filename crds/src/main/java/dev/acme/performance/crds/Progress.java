package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.acme.performance.exchange.RunProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the load has come. Fields beyond the first three are absent in what an older operator wrote. */
public record Progress(
        @JsonPropertyDescription("0 to 100, of the requests or of the time")
        double percent,

        @JsonPropertyDescription("that ended so far, well or not")
        long requests,

        @JsonPropertyDescription("in the latest interval of a second")
        double requestsPerSecond,

        @JsonPropertyDescription("requests that failed so far") @Nullable
        Long failed,

        @JsonPropertyDescription("in the latest interval of a second; 10^6 bytes") @Nullable
        Double megabytesPerSecond,

        @JsonPropertyDescription(
                "median response time of what succeeded in the latest second; of several load generators the largest, which the median of all does not exceed")
        @Nullable
        Double p50Ms,

        @JsonPropertyDescription("99th percentile, like p50Ms") @Nullable
        Double p99Ms,

        @JsonPropertyDescription("when it was read") @Nullable
        String at) {

    /** As a load generator told it. */
    public static Progress read(RunProgress line, Instant at) {
        return new Progress(
                line.percent(),
                line.requests(),
                line.requestsPerSecond(),
                line.failed(),
                line.megabytesPerSecond(),
                line.p50Ms(),
                line.p99Ms(),
                at.toString());
    }
}
