package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.operator.experiment.ExperimentApi.Unstored;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentEnd;
import dev.acme.performance.operator.experiment.plan.ExperimentPlanner;
import dev.acme.performance.operator.experiment.plan.ExperimentProgress;
import dev.acme.performance.operator.experiment.plan.ExperimentReason;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Compares what an attempt has measured, keeps the report and says how it ended. */
record AttemptEnding(ExperimentApi api, Analyst analyst, Patience patience) {
    /** The report is stored before the status names it. */
    Outcome of(ExperimentStep.Finish finish, PerformanceExperiment experiment, Instant now) {
        var before = ExperimentPlanner.statusOf(experiment);
        var end = new ExperimentEnd(experiment, now);
        if (before.created() == 0) {
            patience.isOver(ExperimentAttempt.of(experiment, before.attempt()));
            return Outcome.done(end.finished(before, finish, "there is nothing to compare"));
        }
        var attempt = ExperimentAttempt.of(experiment, before.attempt());
        var conclusion = analyst.conclude(experiment, api.list(attempt), now);
        String sentence = before.completed() == 0 ? "there is nothing to compare" : conclusion.sentence();
        var unstored = api.store(attempt, conclusion.files());
        var again = unstored.filter(Unstored::mayPass).flatMap(_ -> patience.again(attempt, Patience.Kind.REPORT, now));
        if (again.isPresent()) {
            return new Outcome(
                    new ExperimentProgress(experiment, now)
                            .refusedForNow(
                                    attempt.reportName(), unstored.orElseThrow().why()),
                    again);
        }
        patience.isOver(attempt);
        return Outcome.done(unstored.map(one -> end.finishedShort(
                        conclusion.status(), finish, sentence, one.reason(), "no report: " + one.why()))
                .orElseGet(() -> reported(
                        end,
                        finish,
                        conclusion.files(),
                        conclusion.status().withReport(attempt.reportName()),
                        sentence)));
    }

    private static PerformanceExperimentStatus reported(
            ExperimentEnd end,
            ExperimentStep.Finish finish,
            Map<String, String> files,
            PerformanceExperimentStatus compared,
            String sentence) {
        return Optional.ofNullable(files.get(ReportFiles.LEFT_OUT))
                .map(left -> end.finishedShort(
                        compared,
                        finish,
                        sentence,
                        ExperimentReason.REPORT_INCOMPLETE,
                        "the report is not whole: " + left.strip()))
                .orElseGet(() -> end.finished(compared, finish, sentence));
    }
}
