package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is said of an experiment.
 *
 * @param comparisons with the baseline, by cell and metric
 * @param contrasts pairs of cells that differ in one factor only, by factor and metric
 * @param refused cells that may not be compared with the baseline, each with the reason
 * @param effects of factors, then of what they do together, of blocks, and what is left
 * @param pareto ids of the cells that no other beats in throughput, latency and price at once
 * @param changes cells whose level changed while they were measured, each by the metric that shows it most surely
 * @param recommendations at most {@link #MOST_RECOMMENDATIONS}
 * @param aa the baseline against itself; absent where it was not planned
 */
public record Findings(
        List<CellSummary> cells,
        List<Comparison> comparisons,
        List<Contrast> contrasts,
        List<Refusal> refused,
        List<Effect> effects,
        Best best,
        List<String> pareto,
        List<LevelChange> changes,
        List<Recommendation> recommendations,
        @Nullable AaPair aa) {
    public static final int MOST_RECOMMENDATIONS = 10;

    public Findings {
        cells = List.copyOf(cells);
        comparisons = List.copyOf(comparisons);
        contrasts = List.copyOf(contrasts);
        refused = List.copyOf(refused);
        effects = List.copyOf(effects);
        pareto = List.copyOf(pareto);
        changes = List.copyOf(changes);
        recommendations = List.copyOf(recommendations);
    }

    /** What a factor's change from one value to another did while all others stood as {@code others} say. */
    public record Contrast(String factor, String from, String to, Map<String, String> others, Comparison comparison) {
        Contrast under(Metric objective) {
            return new Contrast(factor, from, to, others, comparison.under(objective));
        }

        Contrast unclaimed() {
            return new Contrast(factor, from, to, others, comparison.unclaimed());
        }
    }

    /** A comparison that is not made. */
    public record Refusal(String cell, String why) {}

    /** Part of the variance of the objective's metric; {@code p} of the F test, where there is one. */
    public record Effect(
            String factor, double sharePercent, @Nullable Double p) {}

    /** The winner; no cell where none is significantly better. */
    public record Best(@Nullable String cell, String why) {}

    /** What to do, and the numbers that speak for it. */
    public record Recommendation(String text, String evidence) {}

    /** Whether the same cell differs from itself, or nobody could look, so that nothing is said of others. */
    public boolean isDoubted() {
        return aa != null && aa.doubt() != null;
    }

    /** The same where the pair has nothing to say: what was decided by what succeeds, no difference of the objective decided. */
    public Findings unpaired() {
        return new Findings(
                cells, comparisons, contrasts, refused, effects, best, pareto, changes, recommendations, null);
    }

    /** Empty where it was not compared. */
    public Optional<Comparison> comparison(String cell, Metric metric) {
        return comparisons.stream()
                .filter(one -> one.cell().equals(cell) && one.metric() == metric)
                .findFirst();
    }

    /** Empty where the plan has no such cell. */
    public Optional<CellSummary> cell(String id) {
        return cells.stream().filter(cell -> cell.id().equals(id)).findFirst();
    }
}
