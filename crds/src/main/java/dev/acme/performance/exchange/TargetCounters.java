package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the target itself counted: its counters as read after the warm-up, just before the common start, and again after the
 * last answer.
 */
public record TargetCounters(
        @JsonPropertyDescription("how far each named counter went; absent where it could not be read twice")
        @Size(max = MetricsPage.MOST)
        List<Increase> increases,

        @JsonPropertyDescription("shares of increases, such as a cache's hit rate") @Size(max = MetricsPage.MOST)
        List<Rate> rates,

        @JsonPropertyDescription("why counters are missing; absent where none is") @Nullable
        String problem) {

    public TargetCounters {
        increases = increases == null ? List.of() : first(increases);
        rates = rates == null ? List.of() : first(rates);
    }

    private static <T> List<T> first(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(MetricsPage.MOST, all.size())));
    }

    /** A counter before and after. */
    public record Increase(
            String name,
            double before,
            double after,

            @JsonPropertyDescription("after - before") double increase) {}

    /** The first of some increases as a share of all of them; absent where they are all 0. */
    public record Rate(
            String name,

            @JsonPropertyDescription("the first / the sum of all * 100") @Nullable
            Double percent) {}
}
