package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.NotCreated;
import dev.acme.performance.crds.PerformanceExperimentStatus.OpenRun;
import dev.acme.performance.operator.run.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an experiment's status says after a step that leaves it under way; with {@link ExperimentEnd} the one writer of everything but
 * the comparison.
 */
public final class ExperimentProgress {
    private static final int MOST_WHY = 256;

    private final PerformanceExperiment experiment;
    private final PerformanceExperimentStatus before;
    private final Instant now;

    public ExperimentProgress(PerformanceExperiment experiment, Instant now) {
        this.experiment = experiment;
        this.before = ExperimentPlanner.statusOf(experiment);
        this.now = now;
    }

    /** The plan is fixed; {@code cells} are all of them, impossible ones with the reason. */
    public PerformanceExperimentStatus begun(int attempt, List<Cell> cells) {
        var spec = experiment.getSpec();
        var begun = PerformanceExperimentStatus.empty()
                .withAttempt(attempt)
                .withStartedAt(text(now))
                .withRerun(spec.rerun())
                .withPlan(PlanDigest.of(spec))
                .withSeed(spec.seed())
                .withCells(cells)
                .withHistory(before.history())
                .withConditions(before.conditions());
        int total = new Plan(spec, begun).size();
        String remark =
                new Plan(spec, begun).baselineRemark().map(why -> "; " + why).orElse("");
        return running(
                begun.withTotal(total),
                "%d measurements planned: %s%s".formatted(total, AaCell.inWords(cells), remark));
    }

    /** Before anything is planned; of an attempt that follows another one the former's result stays. */
    public PerformanceExperimentStatus notYetBegun(String why, Instant until) {
        return before.plan() == null
                ? running(before, "nothing can be planned for now, asked again: " + why)
                : RefusedRerun.told(before, conditions(before), why, until);
    }

    /** The API server does not take {@code object} for now; the step is tried again. */
    public PerformanceExperimentStatus refusedForNow(String object, String why) {
        return running(before, "%s is refused for now, asked again for two minutes: %s".formatted(object, why));
    }

    public PerformanceExperimentStatus issued(Slot slot, OpenRun run) {
        return running(
                before.withNext(slot.number() + 1)
                        .withCreated(before.created() + 1)
                        .withOpen(Stream.concat(before.open().stream(), Stream.of(run))
                                .toList()),
                "measurement %d of %d: %s, run %s"
                        .formatted(slot.number() + 1, before.total(), slot.cell(), run.run()));
    }

    /** {@code cell} is what its runs say together now. */
    public PerformanceExperimentStatus settled(OpenRun run, ChildOutcome outcome, Cell cell) {
        var rest = before.open().stream().filter(open -> !open.equals(run)).toList();
        return running(
                counted(outcome).withOpen(rest).withCells(with(cell)),
                "run %s %s".formatted(run.run(), inWords(outcome)));
    }

    /**
     * A run that could not be created counts as failed, and is listed: there is nothing else to tell of it. One that was refused for
     * as long as it was asked for ({@code isLasting}) is listed whatever else is: it ends the experiment.
     */
    public PerformanceExperimentStatus notCreated(OpenRun run, String why, boolean isLasting, Cell cell) {
        String shortened = why.length() <= MOST_WHY ? why : why.substring(0, MOST_WHY - 1) + "…";
        var known = before.notCreated().stream();
        var its = Stream.of(new NotCreated(run.slot(), run.run(), shortened, isLasting));
        return settled(run, new ChildOutcome.Failed(now, shortened), cell)
                .withNotCreated((isLasting ? Stream.concat(its, known) : Stream.concat(known, its))
                        .limit(PerformanceExperimentStatus.MOST_NOT_CREATED)
                        .toList());
    }

    public PerformanceExperimentStatus replaced(OpenRun run, ChildOutcome outcome, OpenRun replacement, Cell cell) {
        var open = before.open().stream()
                .map(one -> one.equals(run) ? replacement : one)
                .toList();
        return running(
                counted(outcome)
                        .withOpen(open)
                        .withCreated(before.created() + 1)
                        .withCells(with(cell)),
                "run %s %s; %s takes its place".formatted(run.run(), inWords(outcome), replacement.run()));
    }

    public PerformanceExperimentStatus suspended() {
        String message = "suspended; %d of %d measurements done".formatted(before.completed(), before.total());
        return observed(before)
                .withPhase(ExperimentPhase.SUSPENDED)
                .withMessage(message)
                .withConditions(conditions(before)
                        .set(Conditions.Type.READY, false, ExperimentReason.SUSPENDED, message)
                        .set(Conditions.Type.RECONCILING, false, ExperimentReason.SUSPENDED, message)
                        .set(Conditions.Type.STALLED, false, ExperimentReason.SUSPENDED, "")
                        .list());
    }

    public PerformanceExperimentStatus resumed() {
        return running(before, "resumed; %d of %d measurements done".formatted(before.completed(), before.total()));
    }

    /** After a decision of Tune; {@code decided} is the status with its path and cells. */
    public PerformanceExperimentStatus decided(PerformanceExperimentStatus decided, String message) {
        return running(decided.withTotal(new Plan(experiment.getSpec(), decided).size()), message);
    }

    public PerformanceExperimentStatus acknowledged() {
        var status =
                observed(before).withConditions(conditions(before).observed().list());
        return RefusedRerun.takenBack(status, conditions(status));
    }

    private PerformanceExperimentStatus running(PerformanceExperimentStatus status, String message) {
        return observed(status)
                .withPhase(ExperimentPhase.RUNNING)
                .withMessage(message)
                .withConditions(conditions(status)
                        .set(Conditions.Type.READY, false, ExperimentReason.RUNNING, message)
                        .set(Conditions.Type.RECONCILING, true, ExperimentReason.RUNNING, message)
                        .set(Conditions.Type.STALLED, false, ExperimentReason.RUNNING, "")
                        .list());
    }

    private PerformanceExperimentStatus observed(PerformanceExperimentStatus status) {
        return status.withObservedGeneration(experiment.getMetadata().getGeneration());
    }

    private Conditions conditions(PerformanceExperimentStatus status) {
        List<Condition> present = status.conditions();
        return new Conditions(present, experiment.getMetadata().getGeneration(), now);
    }

    private PerformanceExperimentStatus counted(ChildOutcome outcome) {
        return switch (outcome) {
            case ChildOutcome.UnderWay _ -> before;
            case ChildOutcome.Measured measured ->
                before.withCompleted(before.completed() + 1).withLastRunEndedAt(latest(measured.at()));
            case ChildOutcome.Failed failed ->
                before.withFailed(before.failed() + 1).withLastRunEndedAt(latest(failed.at()));
            case ChildOutcome.Invalid invalid ->
                before.withInvalid(before.invalid() + 1).withLastRunEndedAt(latest(invalid.at()));
        };
    }

    private String latest(Instant ended) {
        return Optional.ofNullable(before.lastRunEndedAt())
                .map(Instant::parse)
                .filter(ended::isBefore)
                .map(ExperimentProgress::text)
                .orElseGet(() -> text(ended));
    }

    private List<Cell> with(Cell cell) {
        return before.cells().stream()
                .map(one -> one.id().equals(cell.id()) ? cell : one)
                .toList();
    }

    private static String inWords(ChildOutcome outcome) {
        return switch (outcome) {
            case ChildOutcome.UnderWay _ -> "is under way";
            case ChildOutcome.Measured _ -> "is measured";
            case ChildOutcome.Failed failed -> "failed: " + failed.why();
            case ChildOutcome.Invalid invalid -> "is invalid: " + invalid.why();
        };
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
