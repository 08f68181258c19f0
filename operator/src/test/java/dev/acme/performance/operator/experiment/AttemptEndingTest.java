package dev.acme.performance.operator.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.experiment.plan.TuneWalk.Judgement;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where a report does not fit whole. */
class AttemptEndingTest {
    private final PerformanceExperiment experiment = Experiments.experiment(Experiments.spec(""));

    @Test
    void aReportThatIsNotWholeIsKeptAndSaysSo() {
        var status = ended(Map.of("report.md", "# Report", ReportFiles.LEFT_OUT, "report.json has 9 bytes\n"));

        assertThat(status.phase()).isEqualTo(ExperimentPhase.SUCCEEDED);
        assertThat(status.report())
                .isEqualTo(ExperimentAttempt.of(experiment, 1).reportName())
                .isEqualTo(status.history().getFirst().report());
        assertThat(status.history()).hasSize(1);
        assertThat(status.message()).isEqualTo("a wins; the report is not whole: report.json has 9 bytes");
        assertThat(status.conditions()).extracting(Condition::getReason).containsOnly("ReportIncomplete");
    }

    @Test
    void aWholeReportIsNoNews() {
        var status = ended(Map.of("report.md", "# Report"));

        assertThat(status.message()).isEqualTo("a wins");
        assertThat(status.conditions()).extracting(Condition::getReason).containsOnly("Compared");
    }

    private PerformanceExperimentStatus ended(Map<String, String> files) {
        experiment.setStatus(PerformanceExperimentStatus.empty()
                .withPhase(ExperimentPhase.RUNNING)
                .withAttempt(1)
                .withCreated(1)
                .withCompleted(1));
        var api = new FakeExperimentApi(experiment, _ -> Optional.empty());
        return new AttemptEnding(api, new Told(files), new Patience())
                .of(new ExperimentStep.Finish(ExperimentPhase.SUCCEEDED, Optional.empty()), experiment, Runs.NOW)
                .status();
    }

    /** One that says what it was told to. */
    private record Told(Map<String, String> files) implements Analyst {
        @Override
        public Cell summary(PerformanceExperimentSpec spec, Cell cell, List<PerformanceRun> runs) {
            return cell;
        }

        @Override
        public Judgement judge(PerformanceExperimentSpec spec, String from, String to, List<PerformanceRun> runs) {
            return new Judgement(false, "not asked");
        }

        @Override
        public Conclusion conclude(PerformanceExperiment experiment, List<PerformanceRun> runs, Instant now) {
            return new Conclusion(experiment.getStatus(), "a wins", files);
        }
    }
}
