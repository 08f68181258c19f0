package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.Best;
import dev.acme.performance.crds.PerformanceExperimentStatus.HistoryEntry;
import dev.acme.performance.operator.run.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What an experiment's status says when an attempt has ended, and remembers of it. */
public final class ExperimentEnd {
    /** So many reports are kept, of the latest attempts that have one: a plan that is refused takes none away. */
    public static final int REPORTS = 5;

    private static final int MOST_TEXT = 256;

    private final PerformanceExperiment experiment;
    private final PerformanceExperimentStatus before;
    private final Instant now;

    public ExperimentEnd(PerformanceExperiment experiment, Instant now) {
        this.experiment = experiment;
        this.before = ExperimentPlanner.statusOf(experiment);
        this.now = now;
    }

    /** Nothing can be planned. */
    public PerformanceExperimentStatus refused(int attempt, List<Cell> cells, String why) {
        var spec = experiment.getSpec();
        return ended(
                PerformanceExperimentStatus.empty()
                        .withAttempt(attempt)
                        .withStartedAt(text(now))
                        .withRerun(spec.rerun())
                        .withPlan(PlanDigest.of(spec))
                        .withSeed(spec.seed())
                        .withCells(cells)
                        .withHistory(before.history())
                        .withConditions(before.conditions()),
                ExperimentPhase.FAILED,
                ExperimentReason.PLAN_REFUSED,
                why);
    }

    /** {@code compared} is the status with all that the comparison says. */
    public PerformanceExperimentStatus finished(
            PerformanceExperimentStatus compared, ExperimentStep.Finish finish, String conclusion) {
        String message = finish.shortfall().map(why -> why + "; " + conclusion).orElse(conclusion);
        return ended(compared.withOpen(List.of()), finish.phase(), reason(finish, compared), message);
    }

    /** As {@link #finished}, but of the report there is none, or not all: {@code why}. */
    public PerformanceExperimentStatus finishedShort(
            PerformanceExperimentStatus compared,
            ExperimentStep.Finish finish,
            String conclusion,
            ExperimentReason reason,
            String why) {
        var finished = finished(compared, finish, conclusion);
        return ended(
                finished,
                finish.phase(),
                reason(finish, compared) == ExperimentReason.RUNS_REFUSED ? ExperimentReason.RUNS_REFUSED : reason,
                finished.message() + "; " + why);
    }

    private static ExperimentReason reason(ExperimentStep.Finish finish, PerformanceExperimentStatus status) {
        if (finish.phase() != ExperimentPhase.CANCELLED
                && ExperimentPlanner.refused(status).isPresent()) {
            return ExperimentReason.RUNS_REFUSED;
        }
        return switch (finish.phase()) {
            case CANCELLED -> ExperimentReason.CANCELLED;
            case FAILED -> ExperimentReason.NOTHING_MEASURED;
            case SUCCEEDED, PENDING, RUNNING, SUSPENDED ->
                finish.shortfall().isPresent() ? ExperimentReason.BUDGET_USED_UP : ExperimentReason.COMPARED;
        };
    }

    private PerformanceExperimentStatus ended(
            PerformanceExperimentStatus status, ExperimentPhase phase, ExperimentReason reason, String message) {
        boolean isDone = phase == ExperimentPhase.SUCCEEDED;
        var closed = status.withObservedGeneration(experiment.getMetadata().getGeneration())
                .withPhase(phase)
                .withMessage(message)
                .withCompletedAt(text(now));
        var conditions =
                new Conditions(status.conditions(), experiment.getMetadata().getGeneration(), now);
        return closed.withHistory(history(closed))
                .withConditions(conditions
                        .set(Conditions.Type.READY, isDone, reason, message)
                        .set(Conditions.Type.RECONCILING, false, reason, message)
                        .set(Conditions.Type.STALLED, !isDone, reason, message)
                        .list());
    }

    /** The attempt first, once, however often its end is written; of those before it as many as there is room for. */
    private static List<HistoryEntry> history(PerformanceExperimentStatus closed) {
        var all = Stream.concat(
                        Stream.of(entry(closed)),
                        closed.history().stream().filter(one -> one.attempt() != closed.attempt()))
                .limit(PerformanceExperimentStatus.MOST_HISTORY)
                .toList();
        var kept =
                all.stream().filter(one -> one.report() != null).limit(REPORTS).toList();
        return all.stream()
                .map(one -> kept.contains(one) ? one : withoutReport(one))
                .toList();
    }

    /**
     * Attempts before the present one whose reports no status names any more, of those that an operator may have died over.
     *
     * @return numbers, none where the first attempt is under way
     */
    public static List<Integer> forgotten(PerformanceExperimentStatus status) {
        var named = status.history().stream()
                .filter(one -> one.report() != null)
                .map(HistoryEntry::attempt)
                .toList();
        int first = Math.max(1, status.attempt() - 2 * PerformanceExperimentStatus.MOST_HISTORY);
        return IntStream.range(first, status.attempt())
                .boxed()
                .filter(attempt -> !named.contains(attempt))
                .toList();
    }

    private static HistoryEntry entry(PerformanceExperimentStatus closed) {
        return new HistoryEntry(
                closed.attempt(),
                Optional.ofNullable(closed.completedAt()).orElse(""),
                ExperimentPlanner.phaseOf(closed),
                closed.completed(),
                closed.failed(),
                closed.invalid(),
                Optional.ofNullable(closed.best()).map(Best::cell).orElse(null),
                shortened(Optional.ofNullable(closed.message()).orElse("")),
                closed.report());
    }

    private static HistoryEntry withoutReport(HistoryEntry one) {
        return new HistoryEntry(
                one.attempt(),
                one.completedAt(),
                one.phase(),
                one.completed(),
                one.failed(),
                one.invalid(),
                one.best(),
                one.message(),
                null);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 1) + "…";
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
