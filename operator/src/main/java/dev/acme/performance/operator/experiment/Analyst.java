package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.plan.TuneWalk.Judgement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the numbers of runs say together. */
interface Analyst {
    /** {@code cell} by its runs so far, in whatever state they are. */
    Cell summary(PerformanceExperimentSpec spec, Cell cell, List<PerformanceRun> runs);

    /** Whether {@code to} is significantly better than {@code from} in the runs given. */
    Judgement judge(PerformanceExperimentSpec spec, String from, String to, List<PerformanceRun> runs);

    /** Everything that status and report say of all runs of the latest attempt. */
    Conclusion conclude(PerformanceExperiment experiment, List<PerformanceRun> runs, Instant now);

    /** The status with all that was found, that in one sentence, and the files of the report. */
    record Conclusion(PerformanceExperimentStatus status, String sentence, Map<String, String> files) {
        public Conclusion {
            files = Map.copyOf(files);
        }
    }
}
