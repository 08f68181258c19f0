package dev.acme.performance.operator.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceExperimentStatus.Comparison;
import dev.acme.performance.crds.PerformanceExperimentStatus.Effect;
import dev.acme.performance.crds.PerformanceExperimentStatus.Estimate;
import dev.acme.performance.crds.PerformanceExperimentStatus.NotCreated;
import dev.acme.performance.crds.PerformanceExperimentStatus.OpenRun;
import dev.acme.performance.crds.PerformanceExperimentStatus.Recommendation;
import dev.acme.performance.crds.TuneStep;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusBoundTest {
    private static final int SIXTY_FOUR_KIBI = 65_536;

    @Test
    void theLargestStatusFitsAndKeepsWhatThePlannerNeeds() {
        var largest = status(256, "v".repeat(128));

        var bounded = StatusBound.of(largest);

        assertThat(StatusBound.bytes(largest)).isGreaterThan(4 * SIXTY_FOUR_KIBI);
        assertThat(StatusBound.bytes(bounded)).isLessThanOrEqualTo(StatusBound.MOST_BYTES);
        assertThat(bounded.cells()).extracting(Cell::id).isEqualTo(ids(256));
        assertThat(bounded.cells())
                .filteredOn(cell -> cell.verdict() == CellVerdict.SKIPPED)
                .hasSize(128);
        assertThat(bounded.leftOut()).startsWith("the cells' median; all but the first comparisons");
        assertThat(bounded.open()).isEqualTo(largest.open());
    }

    @Test
    void aStatusOfModerateSizeIsLeftAsItIs() {
        var moderate = status(32, "100");

        assertThat(StatusBound.of(moderate)).isEqualTo(moderate);
    }

    @Test
    void twoHundredAndFiftySixPlainCellsKeepThroughputAndP99() {
        var bounded = StatusBound.of(status(256, "100"));

        assertThat(StatusBound.bytes(bounded)).isLessThanOrEqualTo(StatusBound.MOST_BYTES);
        assertThat(bounded.cells()).allSatisfy(cell -> {
            assertThat(cell.requestsPerSecond()).isNotNull();
            assertThat(cell.p99Ms()).isNotNull();
        });
    }

    /** Status follows upon status: what one has left out the next does not have either, however small it is. */
    @Test
    void whatWasLeftOutBeforeIsStillSaid() {
        var once = StatusBound.of(status(256, "v".repeat(128)));

        var twice = StatusBound.of(once.withMessage("m"));

        assertThat(twice.leftOut()).isEqualTo(once.leftOut());
    }

    @Test
    void theSecondOfAPairStaysOne() {
        var largest = status(256, "v".repeat(128));
        var again = Cell.secondOf(largest.cells().getFirst(), "threads-connections-again");

        var bounded = StatusBound.of(largest.withCells(
                Stream.concat(largest.cells().stream(), Stream.of(again)).toList()));

        assertThat(StatusBound.bytes(bounded)).isLessThanOrEqualTo(StatusBound.MOST_BYTES);
        assertThat(bounded.cells()).hasSize(257);
        assertThat(bounded.cells().getLast().again())
                .isEqualTo(largest.cells().getFirst().id());
    }

    /** What its cells set stands nowhere else: without it the next step would start from the template. */
    @Test
    void theLongestWalkFitsAndKeepsWhatItsCellsSet() {
        var assignments = IntStream.range(0, 12)
                .boxed()
                .collect(Collectors.toMap(i -> "compute.lambda.provisionedConcurrency" + i, _ -> "v".repeat(32)));
        int steps = PerformanceExperimentStatus.MOST_STEPS;
        var walk = status(steps, "v".repeat(128))
                .withPath(IntStream.range(0, steps)
                        .mapToObj(i -> new TuneStep(
                                "step-" + i,
                                "step-" + (i + 1),
                                "compute.lambda.maxConcurrency",
                                "100",
                                "lambda",
                                true,
                                "w".repeat(700)))
                        .toList())
                .withNotCreated(IntStream.range(0, PerformanceExperimentStatus.MOST_NOT_CREATED)
                        .mapToObj(i -> new NotCreated(i, "n".repeat(40), "y".repeat(256), false))
                        .toList());
        var largest = walk.withCells(walk.cells().stream()
                .map(cell -> cell.withAssignments(assignments).withVerdict(CellVerdict.NONE))
                .toList());

        var bounded = StatusBound.of(largest);

        assertThat(StatusBound.bytes(largest)).isGreaterThan(SIXTY_FOUR_KIBI);
        assertThat(StatusBound.bytes(bounded)).isLessThanOrEqualTo(SIXTY_FOUR_KIBI);
        assertThat(bounded.cells()).extracting(Cell::assignments).containsOnly(assignments);
        assertThat(bounded.path()).hasSize(steps);
    }

    private static PerformanceExperimentStatus status(int cells, String value) {
        var estimate = new Estimate(12345.67, 12345.67, 12345.67, 12.34);
        var assignments = IntStream.range(0, 6)
                .boxed()
                .collect(Collectors.toMap(i -> (value.length() > 9 ? "f".repeat(29) : "f") + i, _ -> value));
        return PerformanceExperimentStatus.empty()
                .withPhase(ExperimentPhase.RUNNING)
                .withMessage("m".repeat(500))
                .withOpen(IntStream.range(0, 16)
                        .mapToObj(i -> new OpenRun(i, "n".repeat(40), true))
                        .toList())
                .withCells(ids(cells).stream()
                        .map(id -> Cell.planned(id, Map.copyOf(assignments))
                                .withRuns(20)
                                .withRequestsPerSecond(estimate)
                                .withP99Ms(estimate)
                                .withMeanMs(estimate)
                                .withMedianMs(estimate)
                                .withSuccessPercent(99.99)
                                .withUsdPer1000(0.0123)
                                .withVerdict(
                                        id.charAt(id.length() - 1) % 2 == 0
                                                ? CellVerdict.SKIPPED
                                                : CellVerdict.INCONCLUSIVE)
                                .withReason(value.length() > 9 ? "r".repeat(512) : null))
                        .toList())
                .withComparisons(IntStream.range(0, PerformanceExperimentStatus.MOST_COMPARISONS)
                        .mapToObj(i -> new Comparison(
                                "c".repeat(32), "d".repeat(32), "requestsPerSecond", 1.234, 1.1, 1.3, 0.0123, true))
                        .toList())
                .withEffects(List.of(new Effect("f", 12.3)))
                .withPareto(ids(32))
                .withRecommendations(IntStream.range(0, 10)
                        .mapToObj(
                                _ -> new Recommendation("t".repeat(value.length() * 4), "e".repeat(value.length() * 4)))
                        .toList());
    }

    private static List<String> ids(int cells) {
        return IntStream.range(0, cells)
                .mapToObj("threads-connections-backend-%03d"::formatted)
                .toList();
    }
}
