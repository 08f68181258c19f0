package dev.acme.performance.operator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.target.Pods;
import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadStateTest {
    private static final Job YOUNG =
            new JobBuilder().withNewMetadata().withName("load").endMetadata().build();
    private static final Job FAILED =
            new JobBuilder(YOUNG).withNewStatus().withFailed(1).endStatus().build();

    @Test
    void aJobWithoutPodIsOnItsWay() {
        assertThat(LoadState.of(Optional.empty(), List.of())).isEqualTo(new LoadState.Absent());
        assertThat(LoadState.of(Optional.of(YOUNG), List.of())).isEqualTo(new LoadState.Starting(Optional.empty()));
        assertThat(LoadState.of(Optional.of(YOUNG), List.of(Pods.pending())))
                .isEqualTo(new LoadState.Starting(Optional.empty()));
    }

    @Test
    void aRunningPodMeasures() {
        assertThat(LoadState.of(Optional.of(YOUNG), List.of(Pods.running())))
                .isEqualTo(new LoadState.Running("pod", false));
    }

    @Test
    void aPodWithADeadlineIsStopping() {
        var stopping = new PodBuilder(Pods.running())
                .editSpec()
                .withActiveDeadlineSeconds(1L)
                .endSpec()
                .build();

        assertThat(LoadState.of(Optional.of(YOUNG), List.of(stopping))).isEqualTo(new LoadState.Running("pod", true));
    }

    @Test
    void anEndedPodIsToBeRead() {
        assertThat(LoadState.of(Optional.of(YOUNG), List.of(Pods.ended(0, "Completed", "{}"))))
                .isEqualTo(new LoadState.Ended("pod", Optional.empty(), Optional.empty()));
        assertThat(LoadState.of(Optional.of(YOUNG), List.of(withSidecar())))
                .isEqualTo(new LoadState.Ended("pod", Optional.of("{}"), Optional.empty()));
        assertThat(LoadState.of(Optional.of(FAILED), List.of(Pods.ended(137, "OOMKilled", ""))))
                .isInstanceOfSatisfying(
                        LoadState.Ended.class,
                        ended -> assertThat(ended.problem().orElseThrow().reason())
                                .isEqualTo(Reason.OUT_OF_MEMORY));
    }

    /** As a kubelet reports a load that took less time than its own round. */
    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Running"})
    void anEndedProgramIsToBeReadWhateverThePhaseSays(String phase) {
        var pod = new PodBuilder(loadEnded(2, "Error"))
                .editStatus()
                .withPhase(phase)
                .endStatus()
                .build();

        assertThat(LoadState.of(Optional.of(YOUNG), List.of(pod)))
                .isInstanceOfSatisfying(
                        LoadState.Ended.class,
                        ended -> assertThat(ended.pods().getFirst().terminationMessage())
                                .hasValue("{}"));
    }

    private static Pod loadEnded(int code, String reason) {
        return new PodBuilder(Pods.ended(code, reason, "{}"))
                .editStatus()
                .editFirstContainerStatus()
                .withName("load")
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod withSidecar() {
        var load = loadEnded(0, "Completed");
        return new PodBuilder(Pods.ended(0, "Completed", "a mesh's farewell"))
                .editStatus()
                .addAllToContainerStatuses(load.getStatus().getContainerStatuses())
                .endStatus()
                .build();
    }

    @Test
    void aPodThatIsGoneOrWasStartedTwiceIsLost() {
        var lost = List.of(
                LoadState.of(Optional.of(FAILED), List.of()),
                LoadState.of(Optional.of(YOUNG), List.of(Pods.running(), Pods.running())),
                LoadState.of(Optional.of(YOUNG), List.of(Pods.crashing(1, 1, ""))));

        assertThat(lost)
                .allSatisfy(state -> assertThat(state)
                        .isInstanceOfSatisfying(
                                LoadState.Lost.class,
                                it -> assertThat(it.problem().reason()).isEqualTo(Reason.POD_LOST)));
    }

    @Test
    void aPodThatWasDeletedWhileItMeasuredIsLostWhateverItPrints() {
        var running = deleted(Pods.running(), null);
        var cutShort = deleted(Pods.ended(0, "Completed", "{}"), "2026-01-01T12:00:05Z");
        var endedBefore = deleted(Pods.ended(0, "Completed", "{}"), "2026-01-01T11:59:59Z");

        assertThat(List.of(
                        LoadState.of(Optional.of(YOUNG), List.of(running)),
                        LoadState.of(Optional.of(YOUNG), List.of(cutShort))))
                .allSatisfy(state -> assertThat(state)
                        .isInstanceOfSatisfying(
                                LoadState.Lost.class,
                                it -> assertThat(it.problem().reason()).isEqualTo(Reason.POD_LOST)));
        assertThat(LoadState.of(Optional.of(YOUNG), List.of(endedBefore))).isInstanceOf(LoadState.Ended.class);
    }

    @Test
    void whatAnEvictedPodPrintedIsNotCounted() {
        assertThat(LoadState.of(Optional.of(FAILED), List.of(Pods.evicted("low on memory"))))
                .isInstanceOfSatisfying(
                        LoadState.Lost.class,
                        lost -> assertThat(lost.problem().reason()).isEqualTo(Reason.DISRUPTED));
    }

    /** A kubelet that lost sight of a container whose pod it evicted calls its end ContainerStatusUnknown, and counts a restart. */
    @Test
    void anEvictedPodIsNotTakenForOneThatWasStartedTwice() {
        var evicted = new PodBuilder(Pods.evicted("Usage of EmptyDir volume"))
                .editStatus()
                .addNewContainerStatus()
                .withName(LoadJobManifest.CONTAINER)
                .withRestartCount(1)
                .withNewState()
                .withNewTerminated()
                .withReason("ContainerStatusUnknown")
                .withExitCode(137)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();

        assertThat(LoadState.of(Optional.of(FAILED), List.of(evicted)))
                .isInstanceOfSatisfying(
                        LoadState.Lost.class,
                        lost -> assertThat(lost.problem().reason()).isEqualTo(Reason.DISRUPTED));
    }

    /** Deleted at 12:00:00 with 30 s to end. */
    private static Pod deleted(Pod pod, @Nullable String finishedAt) {
        var marked = new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T12:00:30Z")
                .withDeletionGracePeriodSeconds(30L)
                .endMetadata()
                .build();
        return finishedAt == null
                ? marked
                : new PodBuilder(marked)
                        .editStatus()
                        .editFirstContainerStatus()
                        .withName("load")
                        .editState()
                        .editTerminated()
                        .withFinishedAt(finishedAt)
                        .endTerminated()
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build();
    }
}
