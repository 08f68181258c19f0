package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Confirmation;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.SpecPath;
import dev.acme.performance.crds.TuneStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hill climbing by advice: from the template on, the change that the latest measurements of the best cell advise is measured
 * against it in blocks of their own, and kept where it is significantly better. One that is not may have moved the bottleneck
 * all the same, as ten times the threads do in front of ten connections: then what its own runs advise is tried together with
 * it, against the same best. It ends where that does not help either, or nothing is advised that can be changed; then the
 * template and the end are measured against each other, and the template against itself, as far as the budget reaches.
 */
public final class TuneWalk {
    /** Changes that do not help alone and are tried at once. */
    private static final int MOST_TOGETHER = 3;

    private final PerformanceExperimentSpec spec;
    private final PerformanceExperimentStatus status;
    private final List<PerformanceRun> runs;

    /** @param runs all of the attempt */
    public TuneWalk(PerformanceExperimentSpec spec, PerformanceExperimentStatus status, List<PerformanceRun> runs) {
        this.spec = spec;
        this.status = status;
        this.runs = runs.stream()
                .filter(run -> !(ChildOutcome.of(run, Instant.EPOCH) instanceof ChildOutcome.UnderWay))
                .toList();
    }

    /** Says whether the second cell of some runs, in any state of those ended, is surely better than the first, and why. */
    @FunctionalInterface
    public interface Judge {
        Judgement of(String from, String to, List<PerformanceRun> runs);
    }

    /** What a judge says. */
    public record Judgement(boolean isBetter, String why) {}

    /** The status after the next step of the walk; {@code refusal} says why a spec cannot be run. */
    public PerformanceExperimentStatus next(Judge judge, Function<PerformanceRunSpec, Optional<String>> refusal) {
        if (status.path().isEmpty()) {
            return onward(status, Expansion.TEMPLATE, Expansion.TEMPLATE, ofStage(Expansion.TEMPLATE), refusal);
        }
        var last = status.path().getLast();
        String to = Objects.requireNonNull(last.to());
        var judgement = judge.of(last.from(), to, ofStage(last.from(), to));
        var judged = status.withPath(Stream.concat(
                        status.path().stream().limit(status.path().size() - 1L),
                        Stream.of(new TuneStep(
                                last.from(),
                                to,
                                last.field(),
                                last.value(),
                                last.bottleneck(),
                                judgement.isBetter(),
                                judgement.why())))
                .toList());
        return judgement.isBetter()
                ? onward(judged, to, to, ofStage(to), refusal)
                : onward(judged, last.from(), to, ofStage(to), refusal);
    }

    /** {@code latest} is what was measured last: the best itself, or a change of it that did not help alone. */
    private PerformanceExperimentStatus onward(
            PerformanceExperimentStatus walked,
            String best,
            String latest,
            List<PerformanceRun> measured,
            Function<PerformanceRunSpec, Optional<String>> refusal) {
        var bottleneck = mostFrequent(
                        measured.stream().filter(ChildOutcome::isMeasured).toList())
                .or(() -> mostFrequent(measured));
        if (bottleneck.isEmpty()) {
            return ended(walked, best, null, "no run of " + latest + " says what holds it back");
        }
        String component = bottleneck.get().component();
        var change = Optional.ofNullable(bottleneck.get().change());
        var path = change.flatMap(one -> SpecPath.named(one.field())).filter(SpecPath::isOfSystem);
        var pending = new TreeMap<>(assignments(walked, latest));
        pending.entrySet().removeAll(assignments(walked, best).entrySet());
        if (change.isEmpty() || path.isEmpty()) {
            String where = pending.isEmpty() ? "" : worded(pending) + " is not shown to be better, and with it ";
            return ended(
                    walked,
                    best,
                    component,
                    where + "no change of the system is advised: "
                            + bottleneck.get().advice());
        }
        if (pending.containsKey(change.get().field()) || pending.size() >= MOST_TOGETHER) {
            return ended(
                    walked,
                    best,
                    component,
                    "%s is not shown to be better, and nothing else is advised".formatted(worded(pending)));
        }
        pending.put(change.get().field(), change.get().value());
        return tried(walked, best, component, pending, refusal);
    }

    private static String worded(Map<String, String> changes) {
        return changes.entrySet().stream()
                .map(change -> change.getKey() + ": " + change.getValue())
                .collect(Collectors.joining(", "));
    }

    private PerformanceExperimentStatus tried(
            PerformanceExperimentStatus walked,
            String best,
            String component,
            Map<String, String> changes,
            Function<PerformanceRunSpec, Optional<String>> refusal) {
        var assignments = new LinkedHashMap<>(assignments(walked, best));
        assignments.putAll(changes);
        String fields = String.join(", ", changes.keySet());
        String values = String.join(", ", changes.values());
        String id = "step-" + (walked.path().size() + 1);
        var step = new TuneStep(best, id, fields, values, component, null, null);
        String advised = step.changes();
        boolean isKnown = walked.cells().stream().anyMatch(cell -> assignments.equals(cell.assignments()));
        if (isKnown) {
            return ended(walked, best, component, advised + " is advised and was measured before");
        }
        if (walked.created() + 2 * spec.repeats() > spec.maxRuns()) {
            return ended(
                    walked,
                    best,
                    component,
                    "%s is advised, but the budget of %d runs (spec.maxRuns) is used up"
                            .formatted(advised, spec.maxRuns()));
        }
        if (walked.path().size() >= PerformanceExperimentStatus.MOST_STEPS - 1) {
            return ended(walked, best, component, advised + " is advised, but so many steps are enough");
        }
        var impossible = problem(assignments, refusal);
        if (impossible.isPresent()) {
            return ended(
                    walked, best, component, "%s is advised, but cannot be: %s".formatted(advised, impossible.get()));
        }
        return walked.withCells(plus(walked.cells(), Cell.planned(id, assignments)))
                .withPath(plus(walked.path(), step));
    }

    private Optional<String> problem(
            Map<String, String> assignments, Function<PerformanceRunSpec, Optional<String>> refusal) {
        var values = assignments.entrySet().stream()
                .collect(
                        Collectors.toMap(entry -> SpecPath.named(entry.getKey()).orElseThrow(), Map.Entry::getValue));
        return switch (CellSpec.of(spec.template().spec(), values)) {
            case CellSpec.Impossible impossible -> Optional.of(impossible.why());
            case CellSpec.Possible possible -> refusal.apply(possible.spec());
        };
    }

    /**
     * What the steps brought together is measured anew: each was compared an hour apart from the others, and the last of them was
     * chosen by the very numbers that it would be praised with. Only here a walk claims something, so here it has its A/A pair.
     */
    private PerformanceExperimentStatus ended(
            PerformanceExperimentStatus walked, String best, @Nullable String component, String why) {
        var ended = walked.withPath(plus(walked.path(), new TuneStep(best, null, null, null, component, null, why)));
        if (best.equals(Expansion.TEMPLATE)) {
            return ended;
        }
        boolean isPaired = AaCell.isWanted(spec);
        int needed = (isPaired ? 3 : 2) * spec.repeats();
        boolean isAffordable = walked.created() + needed <= spec.maxRuns();
        var again = ended.cells().stream()
                .filter(cell -> isPaired && isAffordable && cell.id().equals(Expansion.TEMPLATE))
                .map(AaCell::secondOf);
        var paired =
                ended.withCells(Stream.concat(ended.cells().stream(), again).toList());
        return paired.withConfirmation(new Confirmation(
                Expansion.TEMPLATE,
                best,
                isAffordable,
                null,
                isAffordable
                        ? null
                        : "not measured: of the budget of %d runs (spec.maxRuns) %d are left, %d are needed"
                                .formatted(spec.maxRuns(), spec.maxRuns() - walked.created(), needed)));
    }

    private static Map<String, String> assignments(PerformanceExperimentStatus walked, String cell) {
        return walked.cells().stream()
                .filter(one -> one.id().equals(cell))
                .findFirst()
                .map(Cell::assignments)
                .orElse(Map.of());
    }

    /** Those of the latest stage that belong to one of {@code cells}. */
    private List<PerformanceRun> ofStage(String... cells) {
        int stage = status.path().size();
        int first = stage == 0 ? 0 : new Plan(spec, status).firstBlockOf(stage - 1);
        var wanted = List.of(cells);
        return runs.stream()
                .filter(run -> ExperimentAttempt.slotOf(run)
                        .filter(slot -> slot.block() >= first && wanted.contains(slot.cell()))
                        .isPresent())
                .toList();
    }

    /** One where everything failed tells its bottleneck too. Runs of a cell may differ in what they say; the first of those that most agree on. */
    private static Optional<Bottleneck> mostFrequent(List<PerformanceRun> runs) {
        var byChange = runs.stream()
                .flatMap(run -> Stream.ofNullable(run.getStatus()))
                .flatMap(one -> Stream.ofNullable(one.bottleneck()))
                .collect(Collectors.groupingBy(
                        bottleneck -> Optional.ofNullable(bottleneck.change()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byChange.values().stream()
                .reduce((most, other) -> other.size() > most.size() ? other : most)
                .map(List::getFirst);
    }

    private static <T> List<T> plus(List<T> list, T one) {
        var longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }
}
