package dev.acme.performance.operator.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodProblemTest {
    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(
                        Pods.waiting("ErrImagePull", "not found"),
                        Reason.IMAGE_UNAVAILABLE,
                        "image registry:1: not found"),
                Arguments.of(
                        Pods.waiting("ImagePullBackOff", ""),
                        Reason.IMAGE_UNAVAILABLE,
                        "image registry:1: ImagePullBackOff"),
                Arguments.of(
                        Pods.waiting("CreateContainerConfigError", "secret \"s3\" not found"),
                        Reason.CONFIGURATION_MISSING,
                        "container c: secret \"s3\" not found"),
                Arguments.of(
                        Pods.waiting("ContainerCreating", "MountVolume.SetUp failed: secret \"s3\" not found"),
                        Reason.CONFIGURATION_MISSING,
                        "container c: MountVolume.SetUp failed: secret \"s3\" not found"),
                Arguments.of(
                        Pods.unschedulable("0/1 nodes: insufficient cpu"),
                        Reason.UNSCHEDULABLE,
                        "no node takes the pod: 0/1 nodes: insufficient cpu"),
                Arguments.of(
                        Pods.ended(137, "OOMKilled", ""),
                        Reason.OUT_OF_MEMORY,
                        "container c ended with exit code 137 (OOMKilled): it needs more than its memory limit"),
                Arguments.of(
                        Pods.ended(64, "Error", "S3_BUCKET: is required\n"),
                        Reason.PROGRAM_FAILED,
                        "container c ended with exit code 64: S3_BUCKET: is required"),
                Arguments.of(
                        Pods.crashing(3, 1, "port in use"),
                        Reason.CRASH_LOOP,
                        "container c ended with exit code 1: port in use after 3 restarts"),
                Arguments.of(
                        Pods.crashing(1, 1, "port in use"),
                        Reason.PROGRAM_FAILED,
                        "container c ended with exit code 1: port in use"),
                Arguments.of(
                        Pods.evicted("The node was low on resource: memory."),
                        Reason.DISRUPTED,
                        "pod pod was taken from its node: The node was low on resource: memory."));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aPodsStatusNamesItsProblem(Pod pod, Reason reason, String message) {
        assertThat(PodProblem.of(pod)).contains(new PodProblem(reason, message));
    }

    @Test
    void aPodThatIsWellHasNoProblem() {
        assertThat(PodProblem.of(List.of(Pods.pending(), Pods.running(), Pods.ended(0, "Completed", "done"))))
                .isEmpty();
        assertThat(PodProblem.of(Pods.waiting("ContainerCreating", ""))).isEmpty();
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(new PodProblem(Reason.PROGRAM_FAILED, "x".repeat(5_000)).message())
                .hasSizeLessThan(1_100);
    }
}
