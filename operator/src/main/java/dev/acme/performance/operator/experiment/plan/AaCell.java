package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentSpec.Strategy;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The baseline once more, as a cell of its own: what the same cell differs by from itself is no difference of cells (H-12). It
 * stands last, so that a sequential order has the whole experiment between the two.
 */
public final class AaCell {
    private static final String AGAIN = "-again";
    private static final int FEWEST_REPEATS = 2;

    private AaCell() {}

    /** One run of each has no interval, so nothing is claimed of it. */
    public static boolean isWanted(PerformanceExperimentSpec spec) {
        return spec.comparison().aa() && spec.repeats() >= FEWEST_REPEATS;
    }

    /** A Grid has it from the start; a Tune only where it is about to claim something, in the runs that confirm the walk. */
    static boolean isPlannedAtOnce(PerformanceExperimentSpec spec) {
        return isWanted(spec) && spec.strategy() == Strategy.GRID;
    }

    static Cell secondOf(Cell first) {
        return Cell.secondOf(first, first.id() + AGAIN);
    }

    /** {@code cells} with it, where it is planned at once and there is a cell that can be measured. */
    public static List<Cell> with(PerformanceExperimentSpec spec, List<Cell> cells) {
        String baseline = new Plan(spec, PerformanceExperimentStatus.empty().withCells(cells)).baseline();
        var all = new ArrayList<>(cells);
        cells.stream()
                .filter(_ -> isPlannedAtOnce(spec))
                .filter(cell -> cell.id().equals(baseline) && cell.verdict() != CellVerdict.SKIPPED)
                .findFirst()
                .map(AaCell::secondOf)
                .ifPresent(all::add);
        return all;
    }

    /** The id is at most 6 characters longer than the other's. */
    static boolean isNamedLikeOne(String id) {
        return id.endsWith(AGAIN);
    }

    /** Whether a cell is one. */
    public static boolean is(Cell cell) {
        return Objects.nonNull(cell.again());
    }

    /** How many cells are measured, how many are impossible, and which one twice. */
    static String inWords(List<Cell> cells) {
        long skipped = cells.stream()
                .filter(cell -> cell.verdict() == CellVerdict.SKIPPED)
                .count();
        var again = cells.stream().filter(AaCell::is).findFirst();
        return "%d cells".formatted(cells.size() - skipped - again.stream().count())
                + (skipped == 0 ? "" : ", %d impossible ones skipped".formatted(skipped))
                + again.map(cell -> ", " + cell.again() + " twice (A/A)").orElse("");
    }
}
