package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentSpec.Strategy;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.NotCreated;
import dev.acme.performance.crds.PerformanceExperimentStatus.OpenRun;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides the next step of an experiment from its spec, its status and the runs under way: same world, same step. A run is
 * on record before it is created, so whoever comes after a crash creates it or finds it; and only runs on record as being
 * under way are looked at, so a step costs the same however many have ended.
 */
public final class ExperimentPlanner {
    private ExperimentPlanner() {}

    public static ExperimentStep next(PerformanceExperiment experiment, ExperimentWorld world) {
        if (experiment.isMarkedForDeletion()) {
            return new ExperimentStep.Rest();
        }
        var status = statusOf(experiment);
        return switch (phaseOf(status)) {
            case PENDING -> beforeStart(experiment, status);
            case RUNNING, SUSPENDED ->
                status.plan() == null ? beforeStart(experiment, status) : underWay(experiment.getSpec(), status, world);
            case SUCCEEDED, FAILED, CANCELLED -> afterEnd(experiment, status);
        };
    }

    /** A status that may not exist yet. */
    public static PerformanceExperimentStatus statusOf(PerformanceExperiment experiment) {
        return experiment.getStatus() == null ? PerformanceExperimentStatus.empty() : experiment.getStatus();
    }

    static ExperimentPhase phaseOf(PerformanceExperimentStatus status) {
        return Objects.requireNonNullElse(status.phase(), ExperimentPhase.PENDING);
    }

    private static ExperimentStep beforeStart(PerformanceExperiment experiment, PerformanceExperimentStatus status) {
        var spec = experiment.getSpec();
        if (spec.cancel()) {
            return new ExperimentStep.Finish(ExperimentPhase.CANCELLED, Optional.of("cancelled before its first run"));
        }
        if (spec.suspend()) {
            return status.phase() == ExperimentPhase.SUSPENDED
                    ? new ExperimentStep.Rest()
                    : new ExperimentStep.Suspend();
        }
        return new ExperimentStep.Begin(status.attempt() + 1);
    }

    private static ExperimentStep underWay(
            PerformanceExperimentSpec spec, PerformanceExperimentStatus status, ExperimentWorld world) {
        return ended(spec, status, world)
                .or(() -> cancelled(spec, status, world))
                .or(() -> paused(spec, status, world))
                .or(() -> missing(spec, status, world))
                .orElseGet(() -> onward(spec, status, world));
    }

    private static Optional<ExperimentStep> ended(
            PerformanceExperimentSpec spec, PerformanceExperimentStatus status, ExperimentWorld world) {
        for (var open : status.open()) {
            var run = world.open().get(open.run());
            var outcome = run == null ? new ChildOutcome.UnderWay() : ChildOutcome.of(run, world.now());
            switch (outcome) {
                case ChildOutcome.UnderWay _ -> {}
                case ChildOutcome.Measured _ -> {
                    return Optional.of(new ExperimentStep.Settle(open, slot(spec, status, open), outcome));
                }
                case ChildOutcome.Failed _, ChildOutcome.Invalid _ -> {
                    boolean isReplaced = !open.replacement()
                            && !spec.cancel()
                            && status.created() + yetToBegin(spec, status) < spec.maxRuns()
                            && refused(status).isEmpty();
                    var slot = slot(spec, status, open);
                    return Optional.of(
                            isReplaced
                                    ? new ExperimentStep.Replace(open, slot, outcome)
                                    : new ExperimentStep.Settle(open, slot, outcome));
                }
            }
        }
        return Optional.empty();
    }

    /** A replacement takes no measurement its place in the budget: one run less of a cell is less of a loss than none of the last. */
    private static int yetToBegin(PerformanceExperimentSpec spec, PerformanceExperimentStatus status) {
        return Math.max(0, new Plan(spec, status).size() - status.next());
    }

    private static Optional<ExperimentStep> cancelled(
            PerformanceExperimentSpec spec, PerformanceExperimentStatus status, ExperimentWorld world) {
        if (!spec.cancel()) {
            return Optional.empty();
        }
        var there = status.open().stream()
                .filter(open -> world.open().containsKey(open.run()))
                .toList();
        var going = there.stream()
                .filter(open -> !Objects.requireNonNull(world.open().get(open.run()))
                        .getSpec()
                        .cancel())
                .toList();
        if (!going.isEmpty()) {
            return Optional.of(new ExperimentStep.CancelRuns(going));
        }
        return Optional.of(
                there.isEmpty()
                        ? new ExperimentStep.Finish(ExperimentPhase.CANCELLED, Optional.of("cancelled"))
                        : new ExperimentStep.AwaitRuns());
    }

    /** On record and not there: it was never created, or somebody deleted it. */
    private static Optional<ExperimentStep> missing(
            PerformanceExperimentSpec spec, PerformanceExperimentStatus status, ExperimentWorld world) {
        return status.open().stream()
                .filter(open -> !world.open().containsKey(open.run()))
                .findFirst()
                .map(open -> coolUntil(spec, status, world.now())
                        .<ExperimentStep>map(ExperimentStep.Cool::new)
                        .orElseGet(() -> new ExperimentStep.Create(open, slot(spec, status, open))));
    }

    /** What is on record and not there is not created either. */
    private static Optional<ExperimentStep> paused(
            PerformanceExperimentSpec spec, PerformanceExperimentStatus status, ExperimentWorld world) {
        boolean isSuspended = status.phase() == ExperimentPhase.SUSPENDED;
        if (!spec.suspend()) {
            return isSuspended ? Optional.of(new ExperimentStep.Resume()) : Optional.empty();
        }
        if (!world.open().isEmpty()) {
            return Optional.of(new ExperimentStep.AwaitRuns());
        }
        return Optional.of(isSuspended ? new ExperimentStep.Rest() : new ExperimentStep.Suspend());
    }

    private static ExperimentStep onward(
            PerformanceExperimentSpec spec, PerformanceExperimentStatus status, ExperimentWorld world) {
        var plan = new Plan(spec, status);
        boolean isMore = status.next() < plan.size();
        boolean isSpent = status.created() >= spec.maxRuns();
        var refused = refused(status);
        if (refused.isPresent()) {
            return status.open().isEmpty()
                    ? finish(status, Optional.of(inWords(refused.get(), plan.size() - status.next())))
                    : new ExperimentStep.AwaitRuns();
        }
        if (isMore && !isSpent && status.open().size() < spec.parallelism()) {
            return coolUntil(spec, status, world.now())
                    .<ExperimentStep>map(ExperimentStep.Cool::new)
                    .orElseGet(() -> new ExperimentStep.Issue(plan.slots().get(status.next())));
        }
        if (!status.open().isEmpty()) {
            return new ExperimentStep.AwaitRuns();
        }
        if (isMore) {
            return finish(
                    status,
                    Optional.of("the budget of %d runs (spec.maxRuns) is used up, %d measurements were not begun"
                            .formatted(spec.maxRuns(), plan.size() - status.next())));
        }
        return spec.strategy() == Strategy.TUNE && !isDecided(status)
                ? new ExperimentStep.Decide()
                : finish(status, unconfirmed(status));
    }

    /** What the API server did not take for as long as it was asked: it would not take the others either, and none is used up. */
    static Optional<NotCreated> refused(PerformanceExperimentStatus status) {
        return status.notCreated().stream().filter(NotCreated::lasting).findFirst();
    }

    private static String inWords(NotCreated refused, int left) {
        return "the API server refused run %s for two minutes (%s), %d measurements were not begun"
                .formatted(refused.run(), refused.why(), left);
    }

    /** An experiment that measured nothing has failed, whatever else may be said of it. */
    private static ExperimentStep finish(PerformanceExperimentStatus status, Optional<String> shortfall) {
        return status.completed() > 0
                ? new ExperimentStep.Finish(ExperimentPhase.SUCCEEDED, shortfall)
                : new ExperimentStep.Finish(
                        ExperimentPhase.FAILED, Optional.of(shortfall.orElse("no run gave numbers")));
    }

    private static Optional<String> unconfirmed(PerformanceExperimentStatus status) {
        return Optional.ofNullable(status.confirmation())
                .filter(whole -> !whole.planned())
                .map(whole -> "%s against %s: %s".formatted(whole.to(), whole.from(), whole.why()));
    }

    /** The walk has ended where its last step leads nowhere. */
    private static boolean isDecided(PerformanceExperimentStatus status) {
        return !status.path().isEmpty() && status.path().getLast().to() == null;
    }

    private static ExperimentStep afterEnd(PerformanceExperiment experiment, PerformanceExperimentStatus status) {
        var spec = experiment.getSpec();
        boolean isEdited = !Objects.equals(
                status.observedGeneration(), experiment.getMetadata().getGeneration());
        // what was refused may be allowed by an edit of what is no part of the plan, the budget for one
        boolean asksForAnother = !Objects.equals(status.rerun(), spec.rerun())
                || (isEdited && (isRefused(status) || !Objects.equals(status.plan(), PlanDigest.of(spec))));
        if (asksForAnother && !spec.cancel() && !spec.suspend()) {
            return new ExperimentStep.Begin(status.attempt() + 1);
        }
        return isEdited ? new ExperimentStep.Acknowledge() : new ExperimentStep.Rest();
    }

    private static boolean isRefused(PerformanceExperimentStatus status) {
        return status.conditions().stream()
                .anyMatch(condition -> ExperimentReason.PLAN_REFUSED.toString().equals(condition.getReason()));
    }

    private static Optional<Instant> coolUntil(
            PerformanceExperimentSpec spec, PerformanceExperimentStatus status, Instant now) {
        return Optional.ofNullable(status.lastRunEndedAt())
                .map(ended -> Instant.parse(ended).plusSeconds(spec.cooldownSeconds()))
                .filter(now::isBefore);
    }

    private static Slot slot(PerformanceExperimentSpec spec, PerformanceExperimentStatus status, OpenRun open) {
        return new Plan(spec, status).slots().get(open.slot());
    }
}
