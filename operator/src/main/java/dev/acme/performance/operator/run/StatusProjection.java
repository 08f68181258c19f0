package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.run.Conditions.Type.LOAD_FINISHED;
import static dev.acme.performance.operator.run.Conditions.Type.READY;
import static dev.acme.performance.operator.run.Conditions.Type.RECONCILING;
import static dev.acme.performance.operator.run.Conditions.Type.STALLED;
import static dev.acme.performance.operator.run.Conditions.Type.TARGET_READY;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Progress;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import java.time.Instant;
import java.util.Optional;

/** What a step that leaves the attempt under way makes of the status; pure. The attempt's end is {@link FinalStatus}'s. */
final class StatusProjection {
    /** What a run says that is next. */
    static final String TURN = "waits for its turn";

    private final PerformanceRun run;
    private final PerformanceRunSpec spec;
    private final PerformanceRunStatus old;
    private final Instant now;

    StatusProjection(PerformanceRun run, Instant now) {
        this.run = run;
        this.spec = run.getSpec();
        this.old = Statuses.of(run);
        this.now = now;
    }

    /** Pending keeps the attempt before with its results, until the next one starts. */
    PerformanceRunStatus queued(Step.Queue step) {
        String behind = step.ahead().isEmpty() ? "" : " behind " + String.join(", ", step.ahead());
        return progressing(old.withPhase(Phase.PENDING), Reason.QUEUED, TURN + behind);
    }

    PerformanceRunStatus started(Step.StartAttempt step) {
        var attempt = Attempt.of(run, step.attempt());
        var fresh = PerformanceRunStatus.empty()
                .withAttempt(step.attempt())
                .withRunId(attempt.runId())
                .withStartedAt(now.toString())
                .withMeasuredSpec(MeasuredSpec.digest(spec))
                .withRerun(spec.rerun())
                .withHistory(old.history())
                .withPhase(Phase.PROVISIONING);
        return switch (spec.compute().backend()) {
            case EXTERNAL ->
                progressing(
                        fresh,
                        Reason.PROVISIONING_TARGET,
                        "starting the load against the target " + spec.compute().target());
            case ECS, LAMBDA -> progressing(fresh, Reason.FILLING_REGISTRY, filling());
        };
    }

    PerformanceRunStatus populating(Optional<PodProblem> problem) {
        return waiting(Reason.FILLING_REGISTRY, filling(), problem);
    }

    PerformanceRunStatus filled(Step.RecordCatalogue step) {
        return provisioning(
                old.withCatalogue(step.catalogue()), step.catalogue().models());
    }

    /** What the registry is going to hold is known only once it is filled. */
    PerformanceRunStatus provisioning() {
        return old.catalogue() == null
                ? populating(Optional.empty())
                : provisioning(old, old.catalogue().models());
    }

    private PerformanceRunStatus provisioning(PerformanceRunStatus status, int models) {
        return progressing(
                status, Reason.PROVISIONING_TARGET, "registry holds " + models + " models; starting the service");
    }

    PerformanceRunStatus awaitingTarget(Step.AwaitTarget step) {
        return waiting(
                Reason.PROVISIONING_TARGET, step.ready() + " of " + step.wanted() + " replicas answer", step.problem());
    }

    PerformanceRunStatus loading() {
        var status = progressing(old.withPhase(Phase.RUNNING), Reason.LOAD_STARTED, downloads());
        return status.withConditions(conditions(status)
                .set(TARGET_READY, true, Reason.TARGET_READY, readiness())
                .list());
    }

    /** Also of a load whose start is not on record, because its maker died or another's write came first. */
    PerformanceRunStatus awaitingLoad(Optional<RunProgress> progress, Optional<PodProblem> problem) {
        var running = old.phase() == Phase.RUNNING ? old : loading();
        if (problem.isPresent()) {
            return progressing(running, problem.get().reason(), problem.get().message());
        }
        var status = progress.map(line -> running.withProgress(Progress.read(line, now)))
                .orElse(running);
        return StopOrder.of(old).isPresent() ? status : progressing(status, Reason.LOAD_STARTED, downloads());
    }

    PerformanceRunStatus stopping(Step.StopLoad step) {
        var status = observed(old.withMessage("stopping the load, keeping what was measured"));
        var conditions = conditions(status);
        new StopOrder(now, step.ending()).writeTo(conditions);
        return status.withConditions(conditions.list());
    }

    PerformanceRunStatus collecting() {
        var status = progressing(old.withPhase(Phase.COLLECTING), Reason.COLLECTING, "reading the results");
        if (StopOrder.of(old).isPresent()) {
            return status;
        }
        return status.withConditions(conditions(status)
                .set(LOAD_FINISHED, true, Reason.COLLECTING, "the load generator ended")
                .list());
    }

    PerformanceRunStatus suspended() {
        String message = "suspended; takes up a new attempt when spec.suspend is taken back";
        var status = observed(old.withPhase(Phase.SUSPENDED).withProgress(null).withMessage(message));
        return status.withConditions(conditions(status)
                .set(READY, false, Reason.SUSPENDED, message)
                .set(RECONCILING, false, Reason.SUSPENDED, message)
                .set(STALLED, false, Reason.SUSPENDED, message)
                .remove(TARGET_READY)
                .list());
    }

    private String downloads() {
        return switch (spec.compute().backend()) {
            case EXTERNAL ->
                spec.clients() + " clients ask the target " + spec.compute().target();
            case ECS, LAMBDA ->
                spec.clients() + " clients download " + spec.model().pathId();
        };
    }

    private String readiness() {
        return switch (spec.compute().backend()) {
            case EXTERNAL -> "the target is not the operator's, and is taken as it is";
            case ECS, LAMBDA -> "every replica answers";
        };
    }

    private String filling() {
        var model = spec.model();
        return "filling the registry with " + model.registrySize() + " models, " + model.id() + " of "
                + model.sizeBytes() + " bytes among them";
    }

    private PerformanceRunStatus waiting(Reason reason, String message, Optional<PodProblem> problem) {
        var why = problem.map(PodProblem::reason).orElse(reason);
        String text = problem.map(it -> message + "; " + it.message()).orElse(message);
        var status = progressing(old, why, text);
        return status.withConditions(
                conditions(status).set(TARGET_READY, false, why, text).list());
    }

    private PerformanceRunStatus progressing(PerformanceRunStatus status, Reason reason, String message) {
        var seen = observed(status.withMessage(message));
        return seen.withConditions(conditions(seen)
                .set(READY, false, reason, message)
                .set(RECONCILING, true, reason, message)
                .set(STALLED, false, reason, "")
                .list());
    }

    private PerformanceRunStatus observed(PerformanceRunStatus status) {
        return status.withObservedGeneration(Statuses.observed(run, status));
    }

    private Conditions conditions(PerformanceRunStatus status) {
        return new Conditions(status.conditions(), Statuses.observed(run, status), now);
    }
}
