package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.OpenRun;
import dev.acme.performance.operator.experiment.ExperimentApi.Refusal;
import dev.acme.performance.operator.experiment.plan.CellSpec;
import dev.acme.performance.operator.experiment.plan.ChildOutcome;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentEnd;
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
import java.util.Optional;

/** Carries a step of an experiment out, idempotently, and says what the status becomes. */
final class ExperimentExecutor {
    private final ExperimentApi api;
    private final CellChecks checks;
    private final Analyst analyst;
    private final CellSummaries summaries;
    private final AttemptEnding ending;
    private final Patience patience = new Patience();
    private final Beginning beginning;

    ExperimentExecutor(ExperimentApi api, Objection objection, Analyst analyst) {
        this.api = api;
        this.checks = new CellChecks(objection, api);
        this.analyst = analyst;
        this.beginning = new Beginning(checks, patience);
        this.summaries = new CellSummaries(api, analyst);
        this.ending = new AttemptEnding(api, analyst, patience);
    }

    /** What was done, and what the status became. */
    record Advance(ExperimentStep step, PerformanceExperimentStatus before, PerformanceExperimentStatus after) {}

    /** Reads the runs under way, plans one step and does it; where a run was measured the next is put on record at once, in one write. */
    Advance advance(PerformanceExperiment experiment, Instant now) {
        var before = ExperimentPlanner.statusOf(experiment);
        var attempt = ExperimentAttempt.of(experiment, before.attempt());
        var world = new ExperimentWorld(now, api.read(attempt, before.open()));
        var step = ExperimentPlanner.next(experiment, world);
        var outcome = carryOut(step, experiment, world);
        var settled = withStatus(experiment, outcome.status());
        if (isMeasured(step) && ExperimentPlanner.next(settled, world) instanceof ExperimentStep.Issue next) {
            step = next;
            outcome = carryOut(next, settled, world);
        }
        var after = StatusBound.of(outcome.status());
        if (!after.equals(before)) {
            api.writeStatus(withStatus(experiment, after));
            forgetReports(experiment, before, after);
        }
        return new Advance(
                outcome.again().<ExperimentStep>map(ExperimentStep.Cool::new).orElse(step), before, after);
    }

    /** What else became of a run is said for as long as it takes to look again. */
    private static boolean isMeasured(ExperimentStep step) {
        return step instanceof ExperimentStep.Settle settle && settle.outcome() instanceof ChildOutcome.Measured;
    }

    /** After the status that does not name them any more: whoever is told of a report finds it. */
    private void forgetReports(
            PerformanceExperiment experiment, PerformanceExperimentStatus before, PerformanceExperimentStatus after) {
        boolean isAnother = after.attempt() > before.attempt();
        if (isAnother || !after.history().equals(before.history())) {
            ExperimentEnd.forgotten(after)
                    .forEach(attempt -> api.forgetReport(ExperimentAttempt.of(experiment, attempt)));
        }
    }

    private static PerformanceExperiment withStatus(
            PerformanceExperiment experiment, PerformanceExperimentStatus status) {
        var changed = new PerformanceExperiment();
        changed.setMetadata(experiment.getMetadata());
        changed.setSpec(experiment.getSpec());
        changed.setStatus(status);
        return changed;
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
                Outcome.done(progress.settled(
                        settle.run(), settle.outcome(), summaries.of(experiment, settle.slot(), world)));
            case ExperimentStep.Replace replace ->
                Outcome.done(progress.replaced(
                        replace.run(),
                        replace.outcome(),
                        open(attempt, replace.slot(), true),
                        summaries.of(experiment, replace.slot(), world)));
            case ExperimentStep.Decide _ -> decide(experiment, attempt, world.now());
            case ExperimentStep.CancelRuns cancel -> {
                cancel.runs().forEach(run -> api.cancel(attempt, run.run()));
                yield Outcome.done(before);
            }
            case ExperimentStep.Suspend _ -> Outcome.done(progress.suspended());
            case ExperimentStep.Resume _ -> Outcome.done(progress.resumed());
            case ExperimentStep.Finish finish -> ending.of(finish, experiment, world.now());
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
                        create.run(),
                        why,
                        refused.get().mayPass(),
                        CellChecks.refused(summaries.of(experiment, create.slot(), world), why)));
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
}
