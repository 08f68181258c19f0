package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.Cell;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.plan.ChildOutcome;
import dev.acme.performance.operator.experiment.plan.TuneWalk.Judgement;
import java.util.List;

/** Counts runs. */
final class MeansOnly implements Analyst {
    @Override
    public Cell summary(PerformanceExperimentSpec spec, Cell cell, List<PerformanceRun> runs) {
        return cell.withRuns(
                (int) runs.stream().filter(ChildOutcome::isMeasured).count());
    }

    @Override
    public Judgement judge(PerformanceExperimentSpec spec, String from, String to, List<PerformanceRun> runs) {
        return new Judgement(false, "not compared");
    }

    @Override
    public Conclusion conclude(
            PerformanceExperimentSpec spec, PerformanceExperimentStatus status, List<PerformanceRun> runs) {
        return new Conclusion(status, "not compared");
    }
}
