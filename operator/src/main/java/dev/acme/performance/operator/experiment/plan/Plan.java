package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Confirmation;
import dev.acme.performance.crds.Factor;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentSpec.Order;
import dev.acme.performance.crds.PerformanceExperimentSpec.Strategy;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.SpecPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All measurements of an attempt as far as they can be known, from what its status has on record. A Grid is known from the
 * start; a Tune grows by one stage with each step of its path.
 */
public record Plan(PerformanceExperimentSpec spec, PerformanceExperimentStatus status) {
    /** In their order; those that were begun stay what they are. */
    public List<Slot> slots() {
        return switch (spec.strategy()) {
            case GRID -> RunOrder.of(possible(), spec.repeats(), spec.order(), seed());
            case TUNE -> stages();
        };
    }

    /** How many there are, without making them. */
    public int size() {
        return switch (spec.strategy()) {
            case GRID -> possible().size() * spec.repeats();
            case TUNE -> 1 + stagesCells().stream().mapToInt(List::size).sum() * spec.repeats();
        };
    }

    /** How many measurements of each cell there are; of a skipped one none. */
    public Map<String, Integer> sizes() {
        return slots().stream().collect(Collectors.toMap(Slot::cell, _ -> 1, Integer::sum));
    }

    /** The first block of what confirms a whole walk; empty where nothing of it is measured. */
    public OptionalInt firstConfirmingBlock() {
        return isConfirmed() ? OptionalInt.of(firstBlockOf(stagesCells().size() - 1)) : OptionalInt.empty();
    }

    /** The first block that a step's measurements belong to: each step is compared within itself. */
    public int firstBlockOf(int step) {
        return 1 + step * spec.repeats();
    }

    /**
     * The cell that the others are compared with: where the spec names none and its first combination is impossible, the first
     * possible one.
     */
    public String baseline() {
        return switch (spec.strategy()) {
            case GRID ->
                possible().contains(wanted())
                        ? wanted()
                        : possible().stream().findFirst().orElse(wanted());
            case TUNE -> Expansion.TEMPLATE;
        };
    }

    /** Why there is no baseline, where the spec names one that is impossible. */
    public Optional<String> baselineProblem() {
        return spec.strategy() == Strategy.TUNE || spec.baseline().isEmpty()
                ? Optional.empty()
                : skipped().map(cell -> "baseline: %s cannot be measured: %s".formatted(cell.id(), cell.reason()));
    }

    /** That another cell than the first combination is the baseline, where that is so. */
    public Optional<String> baselineRemark() {
        return spec.strategy() == Strategy.TUNE || !spec.baseline().isEmpty()
                ? Optional.empty()
                : skipped()
                        .map(cell -> "%s is the baseline, for %s cannot be measured".formatted(baseline(), cell.id()));
    }

    private Optional<Cell> skipped() {
        String wanted = wanted();
        return status.cells().stream()
                .filter(cell -> cell.id().equals(wanted) && cell.verdict() == CellVerdict.SKIPPED)
                .findFirst();
    }

    private String wanted() {
        return Expansion.of(spec) instanceof Expansion.Cells grid ? grid.baseline() : Expansion.TEMPLATE;
    }

    /** Which fields of the template a cell sets to what. */
    public Map<SpecPath, String> values(String cell) {
        return switch (spec.strategy()) {
            case GRID -> factorValues(assignments(cell));
            case TUNE ->
                assignments(cell).entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                entry -> SpecPath.named(entry.getKey()).orElseThrow(), Map.Entry::getValue));
        };
    }

    /** Values by factor, as {@link #values} by field. */
    public Map<SpecPath, String> factorValues(Map<String, String> assignments) {
        var values = new LinkedHashMap<SpecPath, String>();
        for (Factor factor : spec.factors()) {
            var value = assignments.get(factor.name());
            if (value != null) {
                values.put(factor.path(), value);
            }
        }
        return values;
    }

    /** A status may have left them out for its size; they follow from the spec. */
    private Map<String, String> assignments(String cell) {
        return status.cells().stream()
                .filter(one -> one.id().equals(cell))
                .map(Cell::assignments)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> expanded(cell));
    }

    private Map<String, String> expanded(String cell) {
        String id = status.cells().stream()
                .filter(one -> one.id().equals(cell))
                .flatMap(one -> Stream.ofNullable(one.again()))
                .findFirst()
                .orElse(cell);
        return Expansion.of(spec) instanceof Expansion.Cells grid
                ? grid.cells().stream()
                        .filter(one -> one.id().equals(id))
                        .map(Combination::assignments)
                        .findFirst()
                        .orElse(Map.of())
                : Map.of();
    }

    private List<String> possible() {
        return status.cells().stream()
                .filter(cell -> cell.verdict() != CellVerdict.SKIPPED)
                .map(Cell::id)
                .toList();
    }

    /**
     * First the template once, for its bottleneck; then at each step the best so far and its change, in blocks; at last the
     * template, the end of the walk and, where there is an A/A pair, the template once more.
     */
    private List<Slot> stages() {
        var slots = new ArrayList<Slot>();
        slots.add(new Slot(0, 0, Expansion.TEMPLATE));
        var stages = stagesCells();
        // generators of neighbouring seeds begin alike, and a stage's first block would be the same for every seed
        long[] seeds = new SplittableRandom(seed()).longs(stages.size()).toArray();
        for (int stage = 0; stage < stages.size(); stage++) {
            int firstBlock = firstBlockOf(stage);
            for (var slot : RunOrder.of(stages.get(stage), spec.repeats(), Order.RANDOMIZED_BLOCKS, seeds[stage])) {
                slots.add(new Slot(slots.size(), firstBlock + slot.block(), slot.cell()));
            }
        }
        return slots;
    }

    private List<List<String>> stagesCells() {
        return Stream.concat(
                        status.path().stream()
                                .filter(step -> step.to() != null)
                                .map(step -> List.of(step.from(), Objects.requireNonNull(step.to()))),
                        Stream.ofNullable(status.confirmation())
                                .filter(Confirmation::planned)
                                .map(whole -> Stream.concat(Stream.of(whole.from(), whole.to()), secondOfPair())
                                        .toList()))
                .toList();
    }

    private Stream<String> secondOfPair() {
        return status.cells().stream().filter(AaCell::is).map(Cell::id);
    }

    private boolean isConfirmed() {
        var confirmation = status.confirmation();
        return confirmation != null && confirmation.planned();
    }

    private long seed() {
        return Objects.requireNonNullElse(status.seed(), spec.seed());
    }
}
