package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus.OpenRun;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that an experiment asks of the API server. */
interface ExperimentApi {
    /** Those of {@code open} that exist and are this experiment's, by name, as they are now. */
    Map<String, PerformanceRun> read(ExperimentAttempt attempt, List<OpenRun> open);

    /** The runs of one cell, from an index: it may be behind by what has just happened. */
    List<PerformanceRun> ofCell(ExperimentAttempt attempt, String cell);

    /** All runs of an attempt, as they are now. */
    List<PerformanceRun> list(ExperimentAttempt attempt);

    /** Creates a run unless it is there already; why it cannot be, where it cannot. */
    Optional<Refusal> create(ExperimentAttempt attempt, PerformanceRun run);

    /** Why the API server would not have a run; nothing is created. */
    Optional<Refusal> refusal(PerformanceRun run);

    /** Orders the end of a run; one that has gone meanwhile has ended. */
    void cancel(ExperimentAttempt attempt, String run);

    /** Stores the files of a report under its name, packed ones as such, unless it is there already; why there is none, where that is so. */
    Optional<Unstored> store(ExperimentAttempt attempt, Map<String, String> files);

    /** Deletes the report of an attempt, where it is there and this experiment's. */
    void forgetReport(ExperimentAttempt attempt);

    /** What the API server would not do; one that may pass is granted when whoever administers it has done their work. */
    record Refusal(String why, boolean mayPass) {}

    /** Why there is no report, as reason of a condition and in words; one that may pass as in {@link Refusal}. */
    record Unstored(ExperimentReason reason, String why, boolean mayPass) {
        /** Somebody else's object has the name that the report needs. */
        static Unstored nameConflict(ExperimentAttempt attempt) {
            return new Unstored(
                    ExperimentReason.NAME_CONFLICT,
                    "ConfigMap " + attempt.reportName()
                            + " exists and is not this experiment's: delete or rename it, and set spec.rerun",
                    false);
        }
    }

    /** Writes the status that {@code experiment} bears; one that changed since it was read is a conflict. */
    void writeStatus(PerformanceExperiment experiment);
}
