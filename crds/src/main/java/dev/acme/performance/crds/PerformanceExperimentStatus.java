package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says of an experiment. Instants are RFC 3339, UTC. */
@RecordBuilder
public record PerformanceExperimentStatus(
        @JsonPropertyDescription("whether the runs have happened") @Nullable
        ExperimentPhase phase,

        @JsonPropertyDescription("metadata.generation that this status is about") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("1 for the first attempt") int attempt,

        @JsonPropertyDescription("start of the attempt") @Nullable
        String startedAt,

        @JsonPropertyDescription("end of the attempt") @Nullable
        String completedAt,

        @JsonPropertyDescription("what happens now, or how it ended, in one sentence") @Nullable
        String message,

        @JsonPropertyDescription("spec.rerun of this attempt") @Nullable
        String rerun,

        @JsonPropertyDescription("digest of what was planned, fixed before the first run") @Nullable
        String plan,

        @JsonPropertyDescription("seed that the order of runs was made from") @Nullable
        Long seed,

        @JsonPropertyDescription("measurements planned so far: cells times repeats, of those cells that are possible")
        int total,

        @JsonPropertyDescription("measurements that gave numbers")
        int completed,

        @JsonPropertyDescription("runs that failed, replaced ones among them")
        int failed,

        @JsonPropertyDescription("runs whose numbers cannot be trusted, replaced ones among them")
        int invalid,

        @JsonPropertyDescription("measurements that were begun; the place of the next one in the order")
        int next,

        @JsonPropertyDescription("runs that were created, of spec.maxRuns")
        int created,

        @JsonPropertyDescription("runs that are under way") @Size(max = 16)
        List<OpenRun> open,

        @JsonPropertyDescription("the first runs that the API server would not have when they were to be created")
        @Size(max = MOST_NOT_CREATED)
        List<NotCreated> notCreated,

        @JsonPropertyDescription("end of the latest run; the next waits spec.cooldownSeconds from then") @Nullable
        String lastRunEndedAt,

        @JsonPropertyDescription("every combination, impossible and failed ones among them") @Size(max = 256)
        List<Cell> cells,

        @JsonPropertyDescription("cells against the baseline; all of them are in the report")
        @Size(max = MOST_COMPARISONS)
        List<Comparison> comparisons,

        @JsonPropertyDescription("the baseline against itself; where it differs, nothing else is claimed") @Nullable
        AaPair aa,

        @JsonPropertyDescription("what part of the differences each factor explains") @Size(max = 32)
        List<Effect> effects,

        @JsonPropertyDescription("the winner, or why there is none") @Nullable
        Best best,

        @JsonPropertyDescription("cells that no other beats in throughput, latency and price at once") @Size(max = 32)
        List<String> pareto,

        @JsonPropertyDescription("what to do, and the numbers that speak for it") @Size(max = 10)
        List<Recommendation> recommendations,

        @JsonPropertyDescription("Tune: what was tried, in order") @Size(max = MOST_STEPS)
        List<TuneStep> path,

        @JsonPropertyDescription(
                "Tune: what the whole walk brought; absent until it has ended, and where it kept nothing")
        @Nullable
        Confirmation confirmation,

        @JsonPropertyDescription("what this status leaves out for its size; the report has it") @Nullable
        String leftOut,

        @JsonPropertyDescription("name of the ConfigMap that holds the report") @Nullable
        String report,

        @JsonPropertyDescription("the latest attempts that have ended, the newest first") @Size(max = MOST_HISTORY)
        List<HistoryEntry> history,

        @JsonPropertyDescription("Ready, Reconciling and Stalled as kstatus reads them") @Size(max = 16)
        List<Condition> conditions)
        implements PerformanceExperimentStatusBuilder.With {
    public static final int MOST_COMPARISONS = 64;
    public static final int MOST_STEPS = 32;
    public static final int MOST_NOT_CREATED = 16;
    public static final int MOST_HISTORY = 10;

    public PerformanceExperimentStatus {
        open = open == null ? List.of() : List.copyOf(open);
        notCreated = notCreated == null ? List.of() : List.copyOf(notCreated);
        cells = cells == null ? List.of() : List.copyOf(cells);
        comparisons = comparisons == null ? List.of() : List.copyOf(comparisons);
        effects = effects == null ? List.of() : List.copyOf(effects);
        pareto = pareto == null ? List.of() : List.copyOf(pareto);
        recommendations = recommendations == null ? List.of() : List.copyOf(recommendations);
        path = path == null ? List.of() : List.copyOf(path);
        history = history == null ? List.of() : List.copyOf(history);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** Before the first reconcile. */
    public static PerformanceExperimentStatus empty() {
        return PerformanceExperimentStatusBuilder.builder().build();
    }

    /** A run that is under way. */
    public record OpenRun(
            @JsonPropertyDescription("place in the order, from 0")
            int slot,

            @JsonPropertyDescription("name of the run") String run,

            @JsonPropertyDescription("whether it replaces one that failed or was invalid")
            boolean replacement) {}

    /** A measurement that began and of which there is no run. */
    public record NotCreated(
            @JsonPropertyDescription("place in the order, from 0")
            int slot,

            @JsonPropertyDescription("name that the run would have had")
            String run,

            @JsonPropertyDescription("what the API server said") @Size(max = 256)
            String why,

            @JsonPropertyDescription("whether it said so for two minutes; no further run is tried then")
            boolean lasting) {}

    /** The mean over fresh runs, its interval of confidence, and the coefficient of variation in percent. */
    public record Estimate(
            double mean,
            @Nullable Double low,
            @Nullable Double high,

            @JsonPropertyDescription("standard deviation over mean, in percent") @Nullable
            Double cv) {}

    /** What a cell's runs say of the objectives. */
    public enum CellVerdict {
        @JsonProperty("Pass")
        PASS,
        @JsonProperty("None")
        NONE,
        @JsonProperty("Warn")
        WARN,
        @JsonProperty("Inconclusive")
        INCONCLUSIVE,
        @JsonProperty("Fail")
        FAIL,
        @JsonProperty("Skipped")
        SKIPPED
    }

    /** A cell's mean over another's, with interval. */
    public record Comparison(
            String cell,
            String versus,
            String metric,
            double ratio,
            @Nullable Double low,
            @Nullable Double high,

            @JsonPropertyDescription("by Holm, over all comparisons of the metric") @Nullable
            Double adjustedP,

            boolean significant) {}

    /** The same cell twice, compared as two cells are (H-12). */
    public record AaPair(
            @JsonPropertyDescription("cell that measures the baseline once more")
            String cell,

            String versus,

            @JsonPropertyDescription("the objective's") String metric,

            @JsonPropertyDescription("absent where the two cannot be compared") @Nullable
            Double ratio,

            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double p,

            @JsonPropertyDescription(
                    "smallest difference that the pair tells from none: no smaller one is claimed of any cell")
            @Nullable
            Double leastPercent,

            @JsonPropertyDescription("absent where the two agree; else why nothing is claimed") @Nullable
            String doubt) {}

    /** Part of the variance of the objective's metric. */
    public record Effect(String factor, double sharePercent) {}

    /** The winner, where there is one. */
    public record Best(
            @JsonPropertyDescription("absent where no cell is significantly better") @Nullable
            String cell,

            String why) {}

    /** What to do. */
    public record Recommendation(String text, String evidence) {}

    /** An attempt that has ended. */
    public record HistoryEntry(
            int attempt,
            String completedAt,
            ExperimentPhase phase,
            int completed,
            int failed,
            int invalid,

            @JsonPropertyDescription("the winner; absent where no cell was significantly better") @Nullable
            String best,

            @JsonPropertyDescription("how it ended, in one sentence") @Size(max = 256)
            String message,

            @JsonPropertyDescription("name of the ConfigMap that holds its report; absent where none is kept") @Nullable
            String report) {}
}
