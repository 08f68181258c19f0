package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceExperimentStatus.Estimate;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One combination of values. */
@RecordBuilder
public record Cell(
        @JsonPropertyDescription("made of its values") String id,

        @JsonPropertyDescription("value of each factor; of each changed field where the strategy is Tune") @Nullable
        Map<String, String> assignments,

        @JsonPropertyDescription("runs that gave numbers") int runs,

        @Nullable Estimate requestsPerSecond,
        @Nullable Estimate p99Ms,
        @Nullable Estimate meanMs,
        @Nullable Estimate medianMs,

        @JsonPropertyDescription("of all requests of its runs") @Nullable
        Double successPercent,

        @Nullable Double usdPer1000,

        @JsonPropertyDescription("worst of its runs', or Skipped where it is impossible") @Nullable
        CellVerdict verdict,

        @JsonPropertyDescription("how many of its runs met each objective of the template") @Size(max = 16) @Nullable
        List<Kept> objectives,

        @JsonPropertyDescription("why it is impossible or was not measured") @Size(max = 512) @Nullable
        String reason,

        @JsonPropertyDescription("A/A pair: the cell that this one is once more; it never wins") @Nullable
        String again)
        implements CellBuilder.With {

    /** An objective and the runs that met it. */
    public record Kept(
            String name,
            int met,

            @JsonPropertyDescription("those that gave numbers")
            int runs) {}

    /** Before its first run. */
    public static Cell planned(String id, Map<String, String> assignments) {
        return CellBuilder.builder()
                .id(id)
                .assignments(Collections.unmodifiableMap(new LinkedHashMap<>(assignments)))
                .build();
    }

    /** The second of an A/A pair. */
    public static Cell secondOf(Cell first, String id) {
        return planned(id, Objects.requireNonNullElse(first.assignments(), Map.of()))
                .withAgain(first.id());
    }
}
