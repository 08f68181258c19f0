package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentSpec.Order;
import dev.acme.performance.crds.PerformanceExperimentSpec.Strategy;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.cost.PriceSheet;
import dev.acme.performance.operator.experiment.plan.AaCell;
import dev.acme.performance.operator.experiment.plan.ChildOutcome;
import dev.acme.performance.operator.experiment.plan.Combination;
import dev.acme.performance.operator.experiment.plan.Expansion;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentPlanner;
import dev.acme.performance.operator.experiment.plan.Plan;
import dev.acme.performance.operator.experiment.plan.Slot;
import dev.acme.performance.operator.experiment.plan.TuneWalk.Judgement;
import dev.acme.performance.operator.experiment.stats.Analysis;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.Design.PlannedCell;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import dev.acme.performance.operator.experiment.stats.RunReading;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the statistics of fresh runs into the words of the status. */
final class StatisticsAnalyst implements Analyst {
    private final PriceSheet prices;

    StatisticsAnalyst(PriceSheet prices) {
        this.prices = prices;
    }

    @Override
    public Cell summary(PerformanceExperimentSpec spec, Cell cell, List<PerformanceRun> runs) {
        var alone = cell.withAgain(null);
        var findings = Analysis.of(design(spec, List.of(alone), cell.id(), Map.of()), figures(spec, runs));
        return FindingsInStatus.cell(cell, findings.cells().getFirst());
    }

    @Override
    public Judgement judge(PerformanceExperimentSpec spec, String from, String to, List<PerformanceRun> runs) {
        var verdict = ChangeVerdict.of(
                compared(spec, List.of(Cell.planned(from, Map.of()), Cell.planned(to, Map.of()))),
                to,
                figures(spec, runs));
        return new Judgement(verdict.answer() == ChangeVerdict.Answer.BETTER, verdict.why());
    }

    @Override
    public Conclusion conclude(PerformanceExperiment experiment, List<PerformanceRun> runs, Instant now) {
        var spec = experiment.getSpec();
        var before = ExperimentPlanner.statusOf(experiment);
        var plan = new Plan(spec, before);
        var told = Stream.concat(figures(spec, runs).stream(), notCreated(plan)).toList();
        var figures = Analysis.counted(told);
        var confirmed = WalkConfirmed.of(plan, cells -> compared(spec, cells), figures);
        var status = confirmed
                .map(walk -> before.withConfirmation(walk.confirmation()))
                .orElse(before);
        var design = design(spec, whole(spec, status.cells()), plan.baseline(), plan.sizes());
        var findings = spec.strategy() == Strategy.TUNE
                ? TunedFindings.of(
                        status,
                        Analysis.of(design, figures),
                        confirmed.map(walk -> walk.verdict().findings()))
                : Analysis.of(design, figures);
        var compared = recounted(FindingsInStatus.of(status, findings, design.objective()), told, figures);
        var report = new ReportOfExperiment(experiment, compared, runs, prices, now).of(design, findings, figures);
        String sentence = plan.baselineRemark().map(remark -> remark + "; ").orElse("")
                + findings.best().why();
        return new Conclusion(compared, sentence, ReportFiles.of(report));
    }

    /** A run that strayed to another machine gave numbers, and is known to be invalid only beside all others of its cell. */
    private static PerformanceExperimentStatus recounted(
            PerformanceExperimentStatus status, List<RunFigures> told, List<RunFigures> counted) {
        int strays = counting(told) - counting(counted);
        return status.withCompleted(status.completed() - strays).withInvalid(status.invalid() + strays);
    }

    private static int counting(List<RunFigures> runs) {
        return (int) runs.stream().filter(RunFigures::counts).count();
    }

    /** With the values that a status may have left out for its size. */
    private static List<Cell> whole(PerformanceExperimentSpec spec, List<Cell> cells) {
        if (!(spec.strategy() == Strategy.GRID && Expansion.of(spec) instanceof Expansion.Cells grid)) {
            return cells;
        }
        var values = grid.cells().stream().collect(Collectors.toMap(Combination::id, Combination::assignments));
        return cells.stream()
                .map(cell -> cell.withAssignments(
                        values.getOrDefault(Objects.requireNonNullElse(cell.again(), cell.id()), Map.of())))
                .toList();
    }

    /** Runs that there are none of, as failed ones: a comparison shows all. */
    private static Stream<RunFigures> notCreated(Plan plan) {
        var slots = plan.slots();
        return plan.status().notCreated().stream().map(one -> {
            var slot = slots.get(one.slot());
            return RunReading.of(
                    one.run(),
                    slot.cell(),
                    slot.block(),
                    block(plan.spec(), slot),
                    PerformanceRunStatus.empty().withPhase(Phase.FAILED).withMessage("not created: " + one.why()));
        });
    }

    private static int block(PerformanceExperimentSpec spec, Slot slot) {
        return spec.order() == Order.SEQUENTIAL && spec.strategy() == Strategy.GRID
                ? RunFigures.NO_BLOCK
                : slot.block();
    }

    /** The first of them is the baseline. */
    private static Design compared(PerformanceExperimentSpec spec, List<Cell> cells) {
        return design(spec, cells, cells.getFirst().id(), Map.of());
    }

    /** {@code sizes} are the planned runs of cells that do not have {@code repeats} of them. */
    private static Design design(
            PerformanceExperimentSpec spec, List<Cell> cells, String baseline, Map<String, Integer> sizes) {
        var capacity = Optional.ofNullable(spec.capacity())
                .map(goal -> new Design.CapacityGoal(goal.targetRequestsPerSecond(), goal.safetyFactor()));
        return new Design(
                cells.stream()
                        .filter(cell -> !AaCell.is(cell))
                        .map(cell -> planned(cell, sizes.getOrDefault(cell.id(), spec.repeats())))
                        .toList(),
                baseline,
                spec.repeats(),
                spec.objective().metric(),
                spec.comparison().confidencePercent(),
                spec.comparison().minEffectPercent(),
                capacity.orElse(null),
                cells.stream().filter(AaCell::is).map(Cell::id).findFirst().orElse(null));
    }

    private static PlannedCell planned(Cell cell, int runs) {
        return new PlannedCell(
                cell.id(),
                Objects.requireNonNullElse(cell.assignments(), Map.of()),
                cell.verdict() == CellVerdict.SKIPPED ? Objects.requireNonNullElse(cell.reason(), "impossible") : null,
                runs);
    }

    /** In the order of their places; a sequential experiment has no blocks. */
    private static List<RunFigures> figures(PerformanceExperimentSpec spec, List<PerformanceRun> runs) {
        return runs.stream()
                .filter(run -> ExperimentAttempt.slotOf(run).isPresent())
                .filter(run -> !(ChildOutcome.of(run, Instant.EPOCH) instanceof ChildOutcome.UnderWay))
                .sorted(Comparator.comparingInt(
                                (PerformanceRun run) -> slot(run).number())
                        .thenComparing(run -> run.getMetadata().getName()))
                .map(run -> RunReading.of(
                        run.getMetadata().getName(),
                        slot(run).cell(),
                        slot(run).block(),
                        block(spec, slot(run)),
                        Objects.requireNonNullElse(run.getStatus(), PerformanceRunStatus.empty())))
                .toList();
    }

    private static Slot slot(PerformanceRun run) {
        return ExperimentAttempt.slotOf(run).orElseThrow();
    }
}
