package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.OpenRun;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.ExperimentApi.Refusal;
import dev.acme.performance.operator.experiment.ExperimentApi.Unstored;
import dev.acme.performance.operator.experiment.plan.CellSpec;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentPlanner;
import dev.acme.performance.operator.experiment.plan.ExperimentProgress;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.ExperimentWorld;
import dev.acme.performance.operator.experiment.plan.Plan;
import dev.acme.performance.operator.experiment.plan.Slot;
import dev.acme.performance.operator.experiment.plan.StatusBound;
import dev.acme.performance.operator.experiment.plan.TuneWalk;
import dev.acme.performance.operator.run.Objection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Carries a step of an experiment out, idempotently, and says what the status becomes. */
final class ExperimentExecutor {
    private final ExperimentApi api;
    private final CellChecks checks;
    private final Analyst analyst;
    private final Patience patience = new Patience();
    private final Beginning beginning;

    ExperimentExecutor(ExperimentApi api, Objection objection, Analyst analyst) {
        this.api = api;
        this.checks = new CellChecks(objection, api);
        this.analyst = analyst;
        this.beginning = new Beginning(checks, patience);
    }

    /** What was done, and what the status became. */
    record Advance(ExperimentStep step, PerformanceExperimentStatus before, PerformanceExperimentStatus after) {}

    /** Reads the runs under way, plans one step and does it. */
    Advance advance(PerformanceExperiment experiment, Instant now) {
        var before = ExperimentPlanner.statusOf(experiment);
        var attempt = ExperimentAttempt.of(experiment, before.attempt());
        var world = new ExperimentWorld(now, api.read(attempt, before.open()));
        var step = ExperimentPlanner.next(experiment, world);
        var outcome = carryOut(step, experiment, world);
        var after = StatusBound.of(outcome.status());
        if (!after.equals(before)) {
            var changed = new PerformanceExperiment();
            changed.setMetadata(experiment.getMetadata());
            changed.setSpec(experiment.getSpec());
            changed.setStatus(after);
            api.writeStatus(changed);
        }
        return new Advance(
                outcome.again().<ExperimentStep>map(ExperimentStep.Cool::new).orElse(step), before, after);
    }

    private Outcome carryOut(ExperimentStep step, PerformanceExperiment experiment, ExperimentWorld world) {
        var before = ExperimentPlanner.statusOf(experiment);
        var progress = new ExperimentProgress(experiment, world.now());
        var attempt = ExperimentAttempt.of(experiment, before.attempt());
        return switch (step) {
            case ExperimentStep.Begin begin -> beginning.of(begin.attempt(), experiment, world.now());
            case ExperimentStep.Issue issue ->
                Outcome.done(progress.issued(issue.slot(), open(attempt, issue.slot(), false)));
            case ExperimentStep.Create create -> create(create, experiment, attempt, world);
            case ExperimentStep.Settle settle ->
                Outcome.done(
                        progress.settled(settle.run(), settle.outcome(), summary(experiment, settle.slot(), world)));
            case ExperimentStep.Replace replace ->
                Outcome.done(progress.replaced(
                        replace.run(),
                        replace.outcome(),
                        open(attempt, replace.slot(), true),
                        summary(experiment, replace.slot(), world)));
            case ExperimentStep.Decide _ -> decide(experiment, attempt, world.now());
            case ExperimentStep.CancelRuns cancel -> {
                cancel.runs().forEach(run -> api.cancel(attempt, run.run()));
                yield Outcome.done(before);
            }
            case ExperimentStep.Suspend _ -> Outcome.done(progress.suspended());
            case ExperimentStep.Resume _ -> Outcome.done(progress.resumed());
            case ExperimentStep.Finish finish -> finish(finish, experiment, world.now());
            case ExperimentStep.Acknowledge _ -> Outcome.done(progress.acknowledged());
            case ExperimentStep.AwaitRuns _, ExperimentStep.Cool _, ExperimentStep.Rest _ -> Outcome.done(before);
        };
    }

    private Outcome create(
            ExperimentStep.Create create,
            PerformanceExperiment experiment,
            ExperimentAttempt attempt,
            ExperimentWorld world) {
        var before = ExperimentPlanner.statusOf(experiment);
        var progress = new ExperimentProgress(experiment, world.now());
        var refused = refused(create, experiment, attempt);
        if (refused.isEmpty()) {
            patience.isOver(attempt, Patience.Kind.RUN);
            return Outcome.done(before);
        }
        String why = refused.get().why();
        var again =
                refused.filter(Refusal::mayPass).flatMap(_ -> patience.again(attempt, Patience.Kind.RUN, world.now()));
        return again.isPresent()
                ? new Outcome(progress.refusedForNow(create.run().run(), why), again)
                : Outcome.done(progress.notCreated(
                        create.run(), why, CellChecks.refused(summary(experiment, create.slot(), world), why)));
    }

    /** Why a run of a cell that could be measured when it was planned cannot be any more, where that is so. */
    private Optional<Refusal> refused(
            ExperimentStep.Create create, PerformanceExperiment experiment, ExperimentAttempt attempt) {
        var spec = experiment.getSpec();
        var plan = new Plan(spec, ExperimentPlanner.statusOf(experiment));
        return switch (CellSpec.of(
                spec.template().spec(), plan.values(create.slot().cell()))) {
            case CellSpec.Impossible impossible -> Optional.of(new Refusal(impossible.why(), false));
            case CellSpec.Possible possible ->
                api.create(
                        attempt,
                        attempt.run(create.slot(), create.run().replacement(), spec.template(), possible.spec()));
        };
    }

    private static OpenRun open(ExperimentAttempt attempt, Slot slot, boolean isReplacement) {
        return new OpenRun(slot.number(), attempt.runName(slot.number(), isReplacement), isReplacement);
    }

    /** The index may be behind by the runs that have just ended. */
    private Cell summary(PerformanceExperiment experiment, Slot slot, ExperimentWorld world) {
        var status = ExperimentPlanner.statusOf(experiment);
        var runs = new HashMap<String, PerformanceRun>();
        api.ofCell(ExperimentAttempt.of(experiment, status.attempt()), slot.cell())
                .forEach(run -> runs.put(run.getMetadata().getName(), run));
        world.open().values().stream()
                .filter(run -> ExperimentAttempt.slotOf(run)
                        .filter(one -> one.cell().equals(slot.cell()))
                        .isPresent())
                .forEach(run -> runs.put(run.getMetadata().getName(), run));
        var cell = status.cells().stream()
                .filter(one -> one.id().equals(slot.cell()))
                .findFirst()
                .orElseThrow();
        var summary = analyst.summary(experiment.getSpec(), cell, List.copyOf(runs.values()));
        var plan = new Plan(experiment.getSpec(), status).slots();
        return status.notCreated().stream()
                .filter(one -> plan.get(one.slot()).cell().equals(cell.id()))
                .reduce(summary, (told, one) -> CellChecks.refused(told, one.why()), (one, _) -> one);
    }

    private Outcome decide(PerformanceExperiment experiment, ExperimentAttempt attempt, Instant now) {
        var spec = experiment.getSpec();
        var progress = new ExperimentProgress(experiment, now);
        var passing = new ArrayList<Refusal>();
        var runs = api.list(attempt);
        var walk = new TuneWalk(spec, ExperimentPlanner.statusOf(experiment), runs);
        var walked = walk.next((from, to, both) -> analyst.judge(spec, from, to, both), candidate -> {
            var refusal = checks.refusal(experiment, attempt, candidate);
            refusal.filter(Refusal::mayPass).ifPresent(passing::add);
            return refusal.map(Refusal::why);
        });
        var again = passing.stream().findFirst().flatMap(_ -> patience.again(attempt, Patience.Kind.PLAN, now));
        if (again.isPresent()) {
            return new Outcome(
                    progress.refusedForNow(
                            "the next step of the walk", passing.getFirst().why()),
                    again);
        }
        patience.isOver(attempt, Patience.Kind.PLAN);
        var last = walked.path().getLast();
        boolean isConfirmed = new Plan(spec, walked).firstConfirmingBlock().isPresent();
        return Outcome.done(progress.decided(
                walked,
                last.to() == null
                        ? "the walk ends at %s: %s%s"
                                .formatted(
                                        last.from(),
                                        last.why(),
                                        isConfirmed ? "; it is measured anew against the template" : "")
                        : "trying %s on %s".formatted(last.changes(), last.from())));
    }

    /** The report is stored before the status names it. */
    private Outcome finish(ExperimentStep.Finish finish, PerformanceExperiment experiment, Instant now) {
        var before = ExperimentPlanner.statusOf(experiment);
        var progress = new ExperimentProgress(experiment, now);
        if (before.created() == 0) {
            patience.isOver(ExperimentAttempt.of(experiment, before.attempt()));
            return Outcome.done(progress.finished(before, finish, "there is nothing to compare"));
        }
        var attempt = ExperimentAttempt.of(experiment, before.attempt());
        var conclusion = analyst.conclude(experiment, api.list(attempt), now);
        String sentence = before.completed() == 0 ? "there is nothing to compare" : conclusion.sentence();
        var unstored = api.store(attempt, conclusion.files());
        var again = unstored.filter(Unstored::mayPass).flatMap(_ -> patience.again(attempt, Patience.Kind.REPORT, now));
        if (again.isPresent()) {
            return new Outcome(
                    progress.refusedForNow(
                            attempt.reportName(), unstored.orElseThrow().why()),
                    again);
        }
        patience.isOver(attempt);
        return Outcome.done(unstored.map(one ->
                        progress.finishedWithoutReport(conclusion.status(), finish, sentence, one.reason(), one.why()))
                .orElseGet(() ->
                        progress.finished(conclusion.status().withReport(attempt.reportName()), finish, sentence)));
    }
}
