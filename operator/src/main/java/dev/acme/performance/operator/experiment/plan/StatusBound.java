package dev.acme.performance.operator.experiment.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.Estimate;
import dev.acme.performance.crds.PerformanceExperimentStatus.NotCreated;
import dev.acme.performance.crds.PerformanceExperimentStatus.Recommendation;
import dev.acme.performance.crds.TuneStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a status within what an object may weigh: what the report has as well is left out, the least needed first. What the
 * planner needs stays: ids of cells, which of them are skipped, and what a Tune changed in each.
 */
public final class StatusBound {
    /** Of a status as JSON, in bytes: an object of the API should not go beyond 64 KiB. */
    public static final int MOST_BYTES = 60_000;

    private static final int SHORT = 80;
    private static final int FEW = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private static final List<Omission> OMISSIONS = List.of(
            new Omission("the cells' median", cells(cell -> cell.withMedianMs(null))),
            new Omission("all but the first comparisons", StatusBound::withFewComparisons),
            new Omission("the cells' objectives (the verdict tells)", cells(cell -> cell.withObjectives(null))),
            new Omission("the cells' mean latency", cells(cell -> cell.withMeanMs(null))),
            new Omission("long reasons", cells(StatusBound::withShortReason)),
            new Omission("intervals of the cells' p99", cells(cell -> cell.withP99Ms(pointOf(cell.p99Ms())))),
            new Omission("values of the factors (ids tell them)", StatusBound::withoutValues),
            new Omission(
                    "intervals of the cells' throughput",
                    cells(cell -> cell.withRequestsPerSecond(pointOf(cell.requestsPerSecond())))),
            new Omission("the cells' numbers", cells(StatusBound::withoutNumbers)),
            new Omission("long reasons of the steps", StatusBound::withShortSteps),
            new Omission(
                    "the evidence of recommendations",
                    status -> status.withRecommendations(status.recommendations().stream()
                            .map(one -> new Recommendation(one.text(), "see the report"))
                            .toList())),
            new Omission(
                    "why runs were not created",
                    status -> status.withNotCreated(status.notCreated().stream()
                            .filter(NotCreated::lasting)
                            .toList())),
            new Omission(
                    "earlier attempts",
                    status -> status.withHistory(
                            status.history().stream().limit(1).toList())));

    private StatusBound() {}

    /** {@code status} where it is small enough, else what of it is. */
    public static PerformanceExperimentStatus of(PerformanceExperimentStatus status) {
        var fitting = status;
        for (var omission : OMISSIONS) {
            if (bytes(fitting) <= MOST_BYTES) {
                return fitting;
            }
            fitting = omission.from.apply(fitting).withLeftOut(with(fitting.leftOut(), omission.what));
        }
        return fitting;
    }

    /** What was left out before is not there any more: status follows upon status. */
    private static String with(@Nullable String before, String what) {
        if (before == null) {
            return what;
        }
        return List.of(before.split("; ", -1)).contains(what) ? before : before + "; " + what;
    }

    /** As it is sent to the API server, about. */
    public static int bytes(PerformanceExperimentStatus status) {
        try {
            return MAPPER.writeValueAsBytes(status).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of the contract are JSON", e);
        }
    }

    private static UnaryOperator<PerformanceExperimentStatus> cells(UnaryOperator<Cell> change) {
        return status -> status.withCells(status.cells().stream().map(change).toList());
    }

    private static PerformanceExperimentStatus withFewComparisons(PerformanceExperimentStatus status) {
        var comparisons = status.comparisons();
        return status.withComparisons(comparisons.subList(0, Math.min(FEW, comparisons.size())));
    }

    /** A Grid's follow from its spec; a Tune's stand nowhere else. */
    private static PerformanceExperimentStatus withoutValues(PerformanceExperimentStatus status) {
        return status.path().isEmpty()
                ? cells(cell -> cell.withAssignments(null)).apply(status)
                : status;
    }

    private static PerformanceExperimentStatus withShortSteps(PerformanceExperimentStatus status) {
        return status.withPath(status.path().stream()
                .map(step -> new TuneStep(
                        step.from(),
                        step.to(),
                        step.field(),
                        step.value(),
                        step.bottleneck(),
                        step.kept(),
                        shortened(step.why())))
                .toList());
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= SHORT ? text : text.substring(0, SHORT - 1) + "…";
    }

    private static Cell withShortReason(Cell cell) {
        return cell.withReason(shortened(cell.reason()));
    }

    private static Cell withoutNumbers(Cell cell) {
        return Cell.planned(cell.id(), Map.of())
                .withAssignments(cell.assignments())
                .withRuns(cell.runs())
                .withVerdict(cell.verdict())
                .withAgain(cell.again())
                .withReason(Objects.requireNonNullElse(cell.reason(), "").isEmpty() ? null : "see the report");
    }

    private static @Nullable Estimate pointOf(@Nullable Estimate estimate) {
        return estimate == null ? null : new Estimate(estimate.mean(), null, null, null);
    }

    private record Omission(String what, UnaryOperator<PerformanceExperimentStatus> from) {}
}
