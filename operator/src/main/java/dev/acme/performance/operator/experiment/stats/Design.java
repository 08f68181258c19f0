package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was planned before the first run, and what counts as a difference.
 *
 * @param cells every one, skipped ones among them, in the order of the plan
 * @param baseline id of the cell that all others are compared with
 * @param repeats planned runs of each cell in each comparison
 * @param objective the number that decides
 * @param confidencePercent of every interval, and of all comparisons of a metric together
 * @param minEffectPercent smaller differences are not called differences, however certain
 * @param capacity absent where no rate is to be carried
 * @param again id of the cell, none of {@code cells}, that measures the baseline once more (H-12); absent where none does
 */
public record Design(
        List<PlannedCell> cells,
        String baseline,
        int repeats,
        Metric objective,
        double confidencePercent,
        double minEffectPercent,
        @Nullable CapacityGoal capacity,
        @Nullable String again) {

    /** Without an A/A pair. */
    public Design(
            List<PlannedCell> cells,
            String baseline,
            int repeats,
            Metric objective,
            double confidencePercent,
            double minEffectPercent,
            @Nullable CapacityGoal capacity) {
        this(cells, baseline, repeats, objective, confidencePercent, minEffectPercent, capacity, null);
    }

    public Design {
        cells = List.copyOf(cells);
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats: " + repeats);
        }
        if (!(confidencePercent > 0 && confidencePercent < 100)) {
            throw new IllegalArgumentException("confidencePercent: " + confidencePercent);
        }
        if (!(minEffectPercent >= 0)) {
            throw new IllegalArgumentException("minEffectPercent: " + minEffectPercent);
        }
    }

    /** The rate that is to be carried, and how much more than it needs is kept. */
    public record CapacityGoal(double targetRequestsPerSecond, double safetyFactor) {}

    /**
     * One combination of values; {@code assignments} in the order of the factors.
     *
     * @param skipped why it cannot be measured, where it cannot
     * @param runs planned of it, where they are not as many as the design repeats: a walk measures its best cells at each step
     */
    public record PlannedCell(
            String id,
            Map<String, String> assignments,
            @Nullable String skipped,
            @Nullable Integer runs) {
        public PlannedCell {
            assignments = Collections.unmodifiableMap(new LinkedHashMap<>(assignments));
        }

        /** With as many runs as the design repeats. */
        public PlannedCell(String id, Map<String, String> assignments, @Nullable String skipped) {
            this(id, assignments, skipped, null);
        }
    }

    /** Runs that are planned of a cell. */
    public int runs(PlannedCell cell) {
        return cell.skipped() == null ? Objects.requireNonNullElse(cell.runs(), repeats) : 0;
    }

    /** The share of wrong claims that is tolerated, such as 0.05. */
    public double level() {
        return 1 - confidencePercent / 100;
    }

    /** The baseline once more, with the baseline's values; empty where there is no A/A pair. */
    public Optional<PlannedCell> secondOfPair() {
        return Optional.ofNullable(again)
                .map(id -> new PlannedCell(
                        id, cell(baseline).map(PlannedCell::assignments).orElse(Map.of()), null));
    }

    /** The cells that were to be measured. */
    public List<PlannedCell> measurable() {
        return cells.stream().filter(cell -> cell.skipped() == null).toList();
    }

    /** Empty where the plan has no such cell. */
    public Optional<PlannedCell> cell(String id) {
        return cells.stream().filter(cell -> cell.id().equals(id)).findFirst();
    }
}
