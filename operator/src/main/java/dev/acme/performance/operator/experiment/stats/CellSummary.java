package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.RunCost;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a cell say together.
 *
 * @param planned runs
 * @param runs that count
 * @param failed runs that did not happen to their end
 * @param invalid runs whose numbers cannot be trusted
 * @param suspect runs that count although they are doubted
 * @param successPercent of all requests of the runs that count
 * @param verdict worst of the runs that count, or {@code SKIPPED}; {@code INCONCLUSIVE} where none counts
 * @param reasons why it was skipped, why runs failed or are doubted: each once
 * @param bottleneck most frequent among the runs that count
 * @param cost mean of the runs that count
 * @param capacityNotShown why no run shows what one replica carries, where they say so
 * @param objectives how many of the runs that count met each
 */
public record CellSummary(
        String id,
        Map<String, String> assignments,
        int planned,
        int runs,
        int failed,
        int invalid,
        int suspect,
        Map<Metric, Estimate> estimates,
        @Nullable Double successPercent,
        CellVerdict verdict,
        List<String> reasons,
        @Nullable HeldBack bottleneck,
        @Nullable RunCost cost,
        long coldStarts,
        @Nullable Double requestsPerSecondPerReplica,
        @Nullable String capacityNotShown,
        List<Cell.Kept> objectives) {
    public CellSummary {
        estimates = Collections.unmodifiableMap(new TreeMap<>(estimates));
        reasons = List.copyOf(reasons);
        objectives = List.copyOf(objectives);
    }

    /** From best to worst. */
    public enum CellVerdict {
        PASS("Pass"),
        NONE("None"),
        WARN("Warn"),
        INCONCLUSIVE("Inconclusive"),
        FAIL("Fail"),
        SKIPPED("Skipped");

        private final String word;

        CellVerdict(String word) {
            this.word = word;
        }

        @Override
        @com.fasterxml.jackson.annotation.JsonValue
        public String toString() {
            return word;
        }
    }

    /** What held the cell back in so many of its runs. */
    public record HeldBack(String component, int runs, double sharePercent, List<String> evidence, String advice) {
        public HeldBack {
            evidence = List.copyOf(evidence);
        }
    }

    /** Empty where it was not measured. */
    public Optional<Estimate> estimate(Metric metric) {
        return Optional.ofNullable(estimates.get(metric));
    }
}
