package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.run.Conditions.Type.LOAD_FINISHED;
import static dev.acme.performance.operator.run.Conditions.Type.READY;
import static dev.acme.performance.operator.run.Conditions.Type.RECONCILING;
import static dev.acme.performance.operator.run.Conditions.Type.STALLED;
import static dev.acme.performance.operator.run.Conditions.Type.TARGET_READY;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.diagnosis.Diagnosis;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import dev.acme.performance.operator.target.ServiceCache;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an attempt's end makes of the status; pure. */
final class FinalStatus {
    /** Attempts that are remembered. */
    static final int HISTORY = 10;

    private static final int MAX_REASONS = 32;

    private final PerformanceRun run;
    private final PerformanceRunStatus old;
    private final Instant now;
    private final Judgement judgement;

    FinalStatus(PerformanceRun run, Instant now) {
        this.run = run;
        this.old = Statuses.of(run);
        this.now = now;
        this.judgement = new Judgement(run, now);
    }

    /** The attempt ended and its load generator was read. */
    PerformanceRunStatus collected(Step.Collect step, Collected collected) {
        var result = collected.result();
        if (result.isEmpty()) {
            return ended(missing(step.ending(), collected));
        }
        var interruption =
                collected.problem().filter(FinalStatus::isInterruption).or(() -> strangersOrder(result.get()));
        var measured = withResult(old, result.get(), step.targetChange())
                .withEnvironment(collected.environment())
                .withReport(Attempt.of(run, old.attempt()).name(Component.RESULT));
        var told = diagnosed(
                interruption.map(problem -> partial(measured, problem)).orElse(measured), result.get(), collected);
        var status = RunCourse.on(told, run.getSpec(), result.get());
        return switch (ending(step.ending(), interruption)) {
            case Ending.Completed _ ->
                close(
                        status,
                        Phase.SUCCEEDED,
                        Reason.MEASURED,
                        Headline.of(result.get().results()));
            case Ending.Cancelled _ ->
                close(status, Phase.CANCELLED, Reason.CANCELLED, "cancelled; what was measured before is kept");
            case Ending.Broken broken -> close(status, Phase.FAILED, broken.reason(), broken.message());
        };
    }

    /** With the diagnosis, which was made of the result alone: what voids it besides takes the bottleneck away. */
    private static PerformanceRunStatus diagnosed(PerformanceRunStatus status, RunResult result, Collected collected) {
        boolean isVoidedHere = status.validity() == Validity.INVALID && result.validity() != Validity.INVALID;
        var diagnosis = collected.diagnosis().map(made -> isVoidedHere ? made.voided(status.validityReasons()) : made);
        return status.withBreakdown(diagnosis.flatMap(Diagnosis::breakdown).orElse(null))
                .withBottleneck(diagnosis.map(Diagnosis::bottleneck).orElse(null));
    }

    /** As {@link #collected}, but the full result found no place: the numbers in status are all that is kept. */
    PerformanceRunStatus collectedWithoutReport(Step.Collect step, Collected collected, NotCreated why) {
        var status = collected(step, collected);
        String lost = "the full result is not kept: " + why.sentence();
        var told = status.withReport(null)
                .withMessage(status.message() + "; " + lost)
                .withValidityReasons(with(status.validityReasons(), why.reason() + ": " + lost));
        return told.withConditions(judgement.conditions(told).list());
    }

    /** The attempt ended without a result. */
    PerformanceRunStatus ended(Ending ending) {
        var status = Statuses.phase(old).isUnderWay() ? old : unborn();
        if (StopOrder.of(status).isPresent()) {
            return unread(status, ending);
        }
        return switch (ending) {
            case Ending.Completed _ ->
                close(status, Phase.FAILED, Reason.RESULT_MISSING, "the load generator left no result");
            case Ending.Cancelled _ ->
                close(status, Phase.CANCELLED, Reason.CANCELLED, "cancelled before anything was measured");
            case Ending.Broken broken ->
                close(
                        isLost(broken) ? invalid(status, broken) : status,
                        Phase.FAILED,
                        broken.reason(),
                        broken.message());
        };
    }

    /** Whether a load that had begun was taken away with what it measured. */
    private boolean isLost(Ending.Broken broken) {
        boolean hadBegun = old.phase() == Phase.RUNNING || old.phase() == Phase.COLLECTING;
        return broken.reason() == Reason.POD_LOST || (broken.reason() == Reason.DISRUPTED && hadBegun);
    }

    /** A load that was stopped, and never seen to end or gone with what it measured. */
    private PerformanceRunStatus unread(PerformanceRunStatus status, Ending ending) {
        String unread = "the load generator was told to stop, and what it measured could not be read";
        var lost = invalid(status, new Ending.Broken(Reason.POD_LOST, unread));
        return switch (ending) {
            case Ending.Completed _ -> close(lost, Phase.FAILED, Reason.POD_LOST, unread);
            case Ending.Cancelled _ -> close(lost, Phase.CANCELLED, Reason.CANCELLED, "cancelled; " + unread);
            case Ending.Broken broken -> close(lost, Phase.FAILED, broken.reason(), broken.message() + "; " + unread);
        };
    }

    /** An edit after the end that asks for no new attempt: objectives are held against the result again. */
    PerformanceRunStatus acknowledged() {
        var status = old.results() == null
                ? old
                : RunCourse.withCapacity(judgement.of(old, old.results()), run.getSpec(), old.results());
        var seen = status.withObservedGeneration(run.getMetadata().getGeneration());
        return seen.withConditions(judgement.conditions(seen).observed().list());
    }

    /** Whether a pod that left a result was kept from finishing it. */
    private static boolean isInterruption(PodProblem problem) {
        return problem.reason() == Reason.DISRUPTED || problem.reason() == Reason.OUT_OF_MEMORY;
    }

    /** A load that says it was told to stop, and not by us: a node shuts down, a pod was deleted or evicted. */
    private Optional<PodProblem> strangersOrder(RunResult result) {
        return result.wasCutShort() && StopOrder.of(old).isEmpty()
                ? Optional.of(new PodProblem(
                        Reason.POD_LOST, "the load generator was told to stop before its end, and not by the operator"))
                : Optional.empty();
    }

    private static Ending ending(Ending planned, Optional<PodProblem> interruption) {
        return planned instanceof Ending.Completed && interruption.isPresent()
                ? Ending.Broken.of(interruption.get())
                : planned;
    }

    /** Numbers of a part of the load are not those that were asked for; they are kept all the same. */
    private PerformanceRunStatus partial(PerformanceRunStatus status, PodProblem problem) {
        var invalid = status.withValidity(Validity.INVALID)
                .withValidityReasons(with(status.validityReasons(), problem.reason() + ": " + problem.message()));
        return status.results() == null ? invalid : judgement.of(invalid, status.results());
    }

    private Ending missing(Ending ending, Collected collected) {
        return collected
                .problem()
                .<Ending>map(problem -> new Ending.Broken(problem.reason(), problem.message()))
                .filter(_ -> ending instanceof Ending.Completed)
                .orElse(ending);
    }

    /** An attempt that ends before it began still gets its number, so that the end belongs to something. */
    private PerformanceRunStatus unborn() {
        int attempt = old.attempt() + 1;
        return PerformanceRunStatus.empty()
                .withAttempt(attempt)
                .withRunId(Attempt.of(run, attempt).runId())
                .withStartedAt(now.toString())
                .withMeasuredSpec(MeasuredSpec.digest(run.getSpec()))
                .withRerun(run.getSpec().rerun())
                .withHistory(old.history());
    }

    private PerformanceRunStatus withResult(
            PerformanceRunStatus status, RunResult result, Optional<String> targetChange) {
        var reasons = result.validityReasons();
        var validity = result.validity();
        if (targetChange.isPresent()) {
            validity = Validity.INVALID;
            reasons = with(
                    reasons,
                    Reason.TARGET_CHANGED + ": the service was not the same during the whole load: "
                            + targetChange.get());
        }
        var shortfall = ServiceCache.shortfall(run.getSpec());
        if (shortfall.isPresent()) {
            validity = validity == Validity.VALID ? Validity.SUSPECT : validity;
            reasons = with(reasons, Reason.CACHE_TOO_SMALL + ": " + shortfall.get());
        }
        var results = result.results().carried();
        var withNumbers = status.withResults(results)
                .withValidity(validity)
                .withValidityReasons(reasons)
                .withLoadStartedAt(result.startedAt().toString())
                .withTargetCounters(result.counters())
                .withProgress(null);
        return judgement.of(withNumbers, results);
    }

    /** The operator's own reason comes first, so that the bound of the list never cuts it off. */
    private static List<String> with(List<String> reasons, String reason) {
        return Stream.concat(Stream.of(reason), reasons.stream())
                .limit(MAX_REASONS)
                .toList();
    }

    private static PerformanceRunStatus invalid(PerformanceRunStatus status, Ending.Broken broken) {
        return status.withValidity(Validity.INVALID)
                .withValidityReasons(List.of(broken.reason() + ": " + broken.message()));
    }

    private PerformanceRunStatus close(PerformanceRunStatus status, Phase phase, Reason reason, String message) {
        var verdict = Optional.ofNullable(status.verdict()).orElse(Verdict.INCONCLUSIVE);
        var closed = status.withPhase(phase)
                .withVerdict(verdict)
                .withObservedGeneration(Statuses.observed(run, old))
                .withCompletedAt(now.toString())
                .withMessage(message)
                .withProgress(null);
        boolean isMeasured = phase == Phase.SUCCEEDED;
        var conditions = judgement
                .conditions(closed)
                .set(READY, isMeasured, reason, message)
                .set(RECONCILING, false, reason, message)
                .set(STALLED, !isMeasured, reason, message)
                .set(LOAD_FINISHED, closed.results() != null, reason, message)
                .remove(TARGET_READY);
        return RunCourse.remembered(closed.withConditions(conditions.list()));
    }
}
