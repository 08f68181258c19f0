package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Progress;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusProjectionTest {
    private static final PodProblem NO_NODE = new PodProblem(Reason.UNSCHEDULABLE, "no node takes the pod");
    private final PerformanceRunStatus loading =
            after(PerformanceRunStatus.empty()).loading();

    @Test
    void aProblemThatWasMendedIsNotToldAnyLonger() {
        var troubled = after(loading).awaitingLoad(Optional.empty(), Optional.of(NO_NODE));

        var mended = after(troubled).awaitingLoad(Optional.empty(), Optional.empty());

        assertThat(troubled.message()).isEqualTo(NO_NODE.message());
        assertThat(mended).isEqualTo(loading);
    }

    @Test
    void aLoadThatGoesOnAsBeforeIsNoReasonToWrite() {
        assertThat(after(loading).awaitingLoad(Optional.empty(), Optional.empty()))
                .isEqualTo(loading);
    }

    @Test
    void aLoadThatIsBeingStoppedSaysSo() {
        var stopping = after(loading).stopping(new Step.StopLoad("pod", new Ending.Cancelled()));

        assertThat(after(stopping).awaitingLoad(Optional.empty(), Optional.empty()))
                .isEqualTo(stopping);
    }

    @Test
    void aLoadWhoseStartIsNotOnRecordIsRecordedWhenItIsSeen() {
        var lost = PerformanceRunStatus.empty().withAttempt(1).withPhase(Phase.PROVISIONING);

        assertThat(after(lost).awaitingLoad(Optional.empty(), Optional.empty()))
                .isEqualTo(after(lost).loading());
    }

    @Test
    void progressSaysWhatTheLatestSecondWasLike() {
        var line = new RunProgress(RunProgress.Stage.MEASURING, 50, 100, 1, 50, 12_345, 1.2, 3.5, 9.25);

        var status = after(loading).awaitingLoad(Optional.of(line), Optional.empty());

        assertThat(status.progress())
                .isEqualTo(new Progress(
                        50, 100, 50, 1L, 1.2, 3.5, 9.25, NOW.plusSeconds(1).toString()));
    }

    private static StatusProjection after(PerformanceRunStatus status) {
        return new StatusProjection(Runs.run("", status), NOW.plusSeconds(1));
    }
}
