package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Catalogue;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.external.ExternalTargets;
import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.target.PopulateState;
import dev.acme.performance.operator.target.Reason;
import dev.acme.performance.operator.target.Restricted;
import dev.acme.performance.operator.target.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides the next step of a run from its spec, its status and the world: same world, same step. */
final class RunPlanner {
    /** A load is started once: the second would be measured as the first. */
    private static final Ending JOB_GONE =
            new Ending.Broken(Reason.POD_LOST, "the load generator's Job was deleted before its result was read");

    private final Deadlines deadlines;
    private final ExternalTargets targets;
    private final Objection objection;

    RunPlanner(RunSettings settings) {
        deadlines = settings.deadlines();
        targets = settings.targets();
        objection = new Objection(settings);
    }

    Step next(PerformanceRun run, World world) {
        if (run.isMarkedForDeletion()) {
            return new Step.Rest(Optional.empty());
        }
        var status = Statuses.of(run);
        return switch (Statuses.phase(status)) {
            case PENDING, SUSPENDED -> beforeStart(run, status, world);
            case PROVISIONING, RUNNING, COLLECTING -> underWay(run, status, world);
            case SUCCEEDED, FAILED, CANCELLED -> afterEnd(run, status, world);
        };
    }

    private Step beforeStart(PerformanceRun run, PerformanceRunStatus status, World world) {
        var spec = run.getSpec();
        if (spec.cancel()) {
            return new Step.End(new Ending.Cancelled());
        }
        if (spec.suspend()) {
            return suspend(run, status, world);
        }
        return objection.to(spec).<Step>map(Step.End::new).orElseGet(() -> start(status, world));
    }

    /** A run that ended or was suspended queues first: only what waits by its status is seen by the others. */
    private static Step start(PerformanceRunStatus status, World world) {
        if (!world.workloads().isEmpty()) {
            return new Step.Release(world.workloads());
        }
        boolean mayStart = world.ahead().isEmpty() && Statuses.phase(status) == Phase.PENDING;
        return mayStart ? new Step.StartAttempt(status.attempt() + 1) : new Step.Queue(world.ahead());
    }

    private static Step suspend(PerformanceRun run, PerformanceRunStatus status, World world) {
        boolean isSettled =
                status.phase() == Phase.SUSPENDED && world.workloads().isEmpty();
        return isSettled ? restOf(run) : new Step.Suspend(world.workloads());
    }

    /** Nothing is left to clean up, so nothing needs to hold the run. */
    private static Step restOf(PerformanceRun run) {
        return Finalizer.isOn(run) ? new Step.LetGo() : new Step.Rest(Optional.empty());
    }

    private Step underWay(PerformanceRun run, PerformanceRunStatus status, World world) {
        var spec = run.getSpec();
        var order = StopOrder.of(status);
        if (order.isPresent()) {
            return stopped(order.get(), world);
        }
        if (world.load() instanceof LoadState.Ended) {
            return new Step.Collect(new Ending.Completed(), world.change());
        }
        if (spec.cancel()) {
            return stop(new Ending.Cancelled(), world);
        }
        if (spec.suspend()) {
            return suspend(run, status, world);
        }
        if (!world.now().isBefore(end(spec, status, world.now()))) {
            return stop(tooLong(Duration.ofSeconds(spec.timeoutSeconds()), world), world);
        }
        var catalogue = status.catalogue();
        var attempt = Attempt.of(run, status.attempt());
        return switch (spec.compute().backend()) {
            case EXTERNAL -> measure(attempt, status, world, () -> external(spec));
            case ECS, LAMBDA ->
                catalogue == null
                        ? populate(run, status, world)
                        : measure(attempt, status, world, () -> target(attempt, spec, catalogue, world));
        };
    }

    private Step external(PerformanceRunSpec spec) {
        return targets.of(spec.compute())
                .<Step>map(Step.StartExternalLoad::new)
                .or(() -> objection.to(spec).map(Step.End::new))
                .orElseThrow();
    }

    private Step populate(PerformanceRun run, PerformanceRunStatus status, World world) {
        String name = Attempt.of(run, status.attempt()).name(Component.POPULATE);
        return switch (world.populate()) {
            case PopulateState.Absent _ -> new Step.Populate();
            case PopulateState.AtWork work -> filling(work, name, world);
            case PopulateState.Filled filled ->
                new Step.RecordCatalogue(filled.summary().catalogue());
            case PopulateState.Failed failed -> new Step.End(Ending.Broken.of(failed.problem()));
        };
    }

    /** The target starts meanwhile: it waits for the model by itself, and what it suffers from until then may pass. */
    private Step filling(PopulateState.AtWork work, String name, World world) {
        if (isOverdue(world, world.createdAt(name), deadlines.populate())) {
            return new Step.End(Ending.Broken.overdue(work.problem(), "filling the registry", deadlines.populate()));
        }
        return world.target() instanceof TargetState.Absent
                ? new Step.Provision()
                : new Step.AwaitPopulate(work.problem());
    }

    private Step measure(Attempt attempt, PerformanceRunStatus status, World world, Supplier<Step> beforeLoad) {
        return switch (world.load()) {
            case LoadState.Absent _ -> status.phase() == Phase.PROVISIONING ? beforeLoad.get() : new Step.End(JOB_GONE);
            case LoadState.Starting starting -> loadStarting(attempt, starting, world);
            case LoadState.Running running -> new Step.AwaitLoad(running.pods(), Optional.empty());
            case LoadState.Ended _ -> new Step.Collect(new Ending.Completed(), world.change());
            case LoadState.Lost lost -> new Step.End(Ending.Broken.of(lost.problem()));
        };
    }

    private Step target(Attempt attempt, PerformanceRunSpec spec, Catalogue catalogue, World world) {
        return switch (world.target()) {
            case TargetState.Elsewhere _ -> external(spec);
            case TargetState.Absent _ -> new Step.Provision();
            case TargetState.Starting starting ->
                isOverdue(world, targetSince(attempt, world), deadlines.target())
                        ? new Step.End(
                                Ending.Broken.overdue(starting.problem(), "bringing the target up", deadlines.target()))
                        : new Step.AwaitTarget(starting.ready(), starting.wanted(), starting.problem());
            case TargetState.Ready ready -> new Step.StartLoad(catalogue, ready.identity());
            case TargetState.Broken broken -> new Step.End(Ending.Broken.of(broken.problem()));
        };
    }

    /** From when on nothing but itself keeps the target from being ready. */
    private static Instant targetSince(Attempt attempt, World world) {
        var made = world.createdAt(attempt.name(Component.REGISTRY));
        return world.populate() instanceof PopulateState.Filled filled
                        && filled.at().isAfter(made)
                ? filled.at()
                : made;
    }

    private Step loadStarting(Attempt attempt, LoadState.Starting starting, World world) {
        boolean isHopeless =
                starting.problem().filter(problem -> !problem.isMendable()).isPresent();
        if (isHopeless) {
            return new Step.End(Ending.Broken.of(starting.problem().orElseThrow()));
        }
        return isOverdue(world, world.createdAt(attempt.name(Component.LOAD)), deadlines.loadStart())
                ? new Step.End(
                        Ending.Broken.overdue(starting.problem(), "starting the load generator", deadlines.loadStart()))
                : new Step.AwaitLoad(Optional.empty(), starting.problem());
    }

    /** Ends an attempt before its time; what was measured is read first. */
    private static Step stop(Ending ending, World world) {
        return switch (world.load()) {
            case LoadState.Running running -> new Step.StopLoad(running.pods(), ending);
            case LoadState.Ended _ -> new Step.Collect(ending, world.change());
            case LoadState.Absent _, LoadState.Starting _, LoadState.Lost _ -> new Step.End(ending);
        };
    }

    /** A stopped load is awaited as long as its kubelet may take, and no longer: its node may be gone. */
    private Step stopped(StopOrder order, World world) {
        if (!(world.load() instanceof LoadState.Running running)) {
            return stop(order.ending(), world);
        }
        var due = order.since().plus(Restricted.GRACE).plus(deadlines.collect());
        if (!world.now().isBefore(due)) {
            return new Step.End(order.ending());
        }
        return running.isStopping()
                ? new Step.AwaitLoad(running.pods(), Optional.empty())
                : new Step.StopLoad(running.pods(), order.ending());
    }

    private Step afterEnd(PerformanceRun run, PerformanceRunStatus status, World world) {
        var spec = run.getSpec();
        if (!spec.cancel() && !spec.suspend() && asksForAnother(run, status)) {
            return beforeStart(run, status, world);
        }
        if (!Objects.equals(status.observedGeneration(), run.getMetadata().getGeneration())) {
            return new Step.Acknowledge();
        }
        if (world.workloads().isEmpty()) {
            return restOf(run);
        }
        var due = Instant.parse(Objects.requireNonNullElse(
                        status.completedAt(), world.now().toString()))
                .plusSeconds(spec.cleanup().afterSeconds());
        return world.now().isBefore(due) ? new Step.Rest(Optional.of(due)) : new Step.Release(world.workloads());
    }

    /** A digest counts only where the spec was edited: a newer operator may compute another one of the same spec. */
    private static boolean asksForAnother(PerformanceRun run, PerformanceRunStatus status) {
        boolean isEdited =
                !Objects.equals(status.observedGeneration(), run.getMetadata().getGeneration());
        return isEdited
                && (!Objects.equals(status.rerun(), run.getSpec().rerun())
                        || !Objects.equals(status.measuredSpec(), MeasuredSpec.digest(run.getSpec())));
    }

    private static Instant end(PerformanceRunSpec spec, PerformanceRunStatus status, Instant now) {
        return Instant.parse(Objects.requireNonNullElse(status.startedAt(), now.toString()))
                .plusSeconds(spec.timeoutSeconds());
    }

    private static boolean isOverdue(World world, Instant since, Duration limit) {
        return world.now().isAfter(since.plus(limit));
    }

    private static Ending tooLong(Duration limit, World world) {
        String why = "the run took longer than %d s (spec.timeoutSeconds)".formatted(limit.toSeconds());
        return new Ending.Broken(
                Reason.DEADLINE_EXCEEDED,
                world.trouble().map(problem -> why + "; " + problem.message()).orElse(why));
    }
}
