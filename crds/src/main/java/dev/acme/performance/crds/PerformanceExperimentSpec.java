package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs that differ in what the factors say, repeated and compared. */
@ValidationRule(
        value = "!has(self.factors) || self.factors.all(f, self.factors.exists_one(g, g.path == f.path))",
        message = "two factors should not vary the same field",
        fieldPath = ".factors")
@ValidationRule(
        value = "!has(self.exclude) || self.exclude.all(e, size(e) > 0 && e.all(name,"
                + " has(self.factors) && self.factors.exists(f, f.name == name)))",
        message = "should name factors: each entry leaves out the cells that have all its values",
        fieldPath = ".exclude")
@ValidationRule(
        value = "!has(self.baseline) || self.baseline.all(name,"
                + " has(self.factors) && self.factors.exists(f, f.name == name))",
        message = "should name factors",
        fieldPath = ".baseline")
@ValidationRule(
        value =
                "self.strategy == 'Grid' || (!has(self.factors) || size(self.factors) == 0)"
                        + " && (!has(self.exclude) || size(self.exclude) == 0) && (!has(self.baseline) || size(self.baseline) == 0)",
        message = "factors, exclude and baseline belong to strategy Grid: Tune finds by itself what to change",
        fieldPath = ".strategy")
@ValidationRule(
        value = "self.strategy == 'Grid' || self.repeats >= 2",
        message =
                "should be 2 or more where the strategy is Tune: one run of each has no interval, so no change could be kept",
        fieldPath = ".repeats")
public record PerformanceExperimentSpec(
        @JsonPropertyDescription("the run that all cells start from") @Required
        RunTemplate template,

        @JsonPropertyDescription("Grid: what is varied; the cells are all combinations of their values") @Size(max = 6)
        List<Factor> factors,

        @JsonPropertyDescription("Grid: combinations that are left out, each by the value of some factors")
        @Size(max = 64)
        List<Map<String, IntOrString>> exclude,

        @JsonPropertyDescription(
                "Grid: value of each factor in the cell that all others are compared with; the first where none is given")
        Map<String, IntOrString> baseline,

        @JsonPropertyDescription("runs of each cell") @Default("3") @Min(1) @Max(20)
        int repeats,

        @JsonPropertyDescription(
                "RandomizedBlocks: every cell once in a random order, then again in another; Sequential: all runs of a cell, then the next")
        @Default("RandomizedBlocks")
        Order order,

        @JsonPropertyDescription("seed of the random orders") @Default("1")
        long seed,

        @JsonPropertyDescription("pause after the end of a run before the next is started")
        @Default("0")
        @Min(0)
        @Max(86_400)
        int cooldownSeconds,

        @JsonPropertyDescription("runs at the same time; more than one measure each other on shared nodes")
        @Default("1")
        @Min(1)
        @Max(16)
        int parallelism,

        @JsonPropertyDescription("budget: most runs that are created, those that replace others among them")
        @Default("256")
        @Min(1)
        @Max(256)
        int maxRuns,

        @JsonPropertyDescription(
                "Grid: every cell; Tune: start at the template, apply the advice of each run's bottleneck, keep it where it is significantly better, stop when nothing is")
        @Default("Grid")
        Strategy strategy,

        @JsonPropertyDescription("what better means") @Default("{}")
        Goal objective,

        @JsonPropertyDescription("when a difference counts") @Default("{}")
        Comparison comparison,

        @JsonPropertyDescription("the rate that is to be carried, for advice on replicas") @Nullable
        CapacityGoal capacity,

        @JsonPropertyDescription("start no further run; those under way run to their end") @Default("false")
        boolean suspend,

        @JsonPropertyDescription("end the experiment and its runs; what was measured before is compared")
        @Default("false")
        boolean cancel,

        @JsonPropertyDescription("a change starts a new attempt: the GitOps way to run again") @Size(max = 63) @Nullable
        String rerun) {

    public PerformanceExperimentSpec {
        factors = factors == null ? List.of() : List.copyOf(factors);
        exclude =
                exclude == null ? List.of() : exclude.stream().map(Map::copyOf).toList();
        baseline = baseline == null ? Map.of() : Map.copyOf(baseline);
    }

    /** The order of runs. */
    public enum Order {
        @JsonProperty("RandomizedBlocks")
        RANDOMIZED_BLOCKS,
        @JsonProperty("Sequential")
        SEQUENTIAL
    }

    /** How cells are found. */
    public enum Strategy {
        @JsonProperty("Grid")
        GRID,
        @JsonProperty("Tune")
        TUNE
    }

    /** What better means. */
    @ValidationRule(
            value = "!has(self.goal) || self.goal == (self.metric.endsWith('Ms') ? 'Minimize' : 'Maximize')",
            message = "should be Minimize for times and Maximize for rates and successPercent",
            fieldPath = ".goal")
    public record Goal(
            @JsonPropertyDescription("number of the results that decides") @Default("requestsPerSecond")
            Objective.Metric metric,

            @JsonPropertyDescription("follows from the metric: Minimize for times, else Maximize") @Nullable
            Direction goal) {

        /** Given or not, it follows from the metric. */
        public Direction direction() {
            return switch (metric) {
                case MEAN_MS, MEDIAN_MS, P90_MS, P95_MS, P99_MS, P999_MS, MAX_MS -> Direction.MINIMIZE;
                case REQUESTS_PER_SECOND, BYTES_PER_SECOND, SUCCESS_PERCENT -> Direction.MAXIMIZE;
            };
        }
    }

    /** Where better lies. */
    public enum Direction {
        @JsonProperty("Minimize")
        MINIMIZE,
        @JsonProperty("Maximize")
        MAXIMIZE
    }

    /** When a difference counts. */
    public record Comparison(
            @JsonPropertyDescription("of every interval, and of all comparisons together")
            @Default("95")
            @Min(50)
            @Max(99.9)
            double confidencePercent,

            @JsonPropertyDescription("smaller differences are not called differences, however certain")
            @Default("5")
            @Min(0)
            @Max(1_000)
            double minEffectPercent,

            @JsonPropertyDescription(
                    "2 repeats or more: measure the baseline twice in every block (A/A), in a Tune of the runs that confirm the walk, and claim nothing where it differs from itself; costs as many runs as one cell")
            @Default("true")
            boolean aa) {}

    /** The rate that is to be carried. */
    public record CapacityGoal(
            @JsonPropertyDescription("requests per second") @Required @Min(1) @Max(10_000_000)
            double targetRequestsPerSecond,

            @JsonPropertyDescription("replicas beyond what the rate needs") @Default("1.5") @Min(1) @Max(10)
            double safetyFactor) {}
}
