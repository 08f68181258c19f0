package dev.acme.performance.operator.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetIdentityTest {
    private static final Job JOB =
            new JobBuilder().withNewMetadata().withName("load").endMetadata().build();
    private static final Deployment DEPLOYMENT = deployment(1);
    private static final Pod A = Pods.running("a");
    private static final Pod B = Pods.running("b");
    private static final Replicas TWO = new Replicas(2, 2, 2);
    private static final TargetIdentity BEFORE = TargetIdentity.of(DEPLOYMENT, List.of(A, B));

    @Test
    void itIsReadFromTheJobThatItWasWrittenOn() {
        assertThat(TargetIdentity.on(BEFORE.writtenOn(JOB))).contains(BEFORE);
        var none = TargetIdentity.of(DEPLOYMENT, List.of());
        assertThat(TargetIdentity.on(none.writtenOn(JOB))).contains(none);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1;a", "1;a=b", "1;;", "1;a=1;"})
    void whatCannotBeReadIsNoIdentity(String text) {
        var job = new JobBuilder(JOB)
                .editMetadata()
                .addToAnnotations("performance.acme.dev/target", text)
                .endMetadata()
                .build();

        assertThat(TargetIdentity.on(job)).isEmpty();
        assertThat(TargetIdentity.on(JOB)).isEmpty();
    }

    static Stream<Arguments> changes() {
        var leaving = new PodBuilder(A)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T12:00:00Z")
                .endMetadata()
                .build();
        var evicted = new PodBuilder(Pods.evicted("low on memory"))
                .editMetadata()
                .withUid("a")
                .endMetadata()
                .build();
        return Stream.of(
                Arguments.of("the same", DEPLOYMENT, List.of(A, B), ""),
                Arguments.of("edited", deployment(2), List.of(A, B), "its Deployment was changed"),
                Arguments.of(
                        "scaled down", deployment(2), List.of(A), "its Deployment was changed, 1 of its pods ended"),
                Arguments.of(
                        "replaced", DEPLOYMENT, List.of(A, Pods.running("c")), "1 of its pods ended, 1 pods came anew"),
                Arguments.of("leaving", DEPLOYMENT, List.of(leaving, B), "1 of its pods ended"),
                Arguments.of(
                        "evicted",
                        DEPLOYMENT,
                        List.of(evicted, B),
                        "1 of its pods ended; Disrupted: pod pod was taken from its node: low on memory"),
                Arguments.of(
                        "out of memory",
                        DEPLOYMENT,
                        List.of(Pods.restarted("a", "OOMKilled"), B),
                        "1 of its pods were restarted; OutOfMemory: container c ended with exit code 137 (OOMKilled):"
                                + " it needs more than its memory limit"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void everyChangeIsSeen(String name, Deployment deployment, List<Pod> pods, String change) {
        assertThat(BEFORE.changes(Optional.of(deployment), pods, TWO).orElse(""))
                .isEqualTo(change);
    }

    static Stream<Arguments> scaled() {
        var c = Pods.running("c");
        return Stream.of(
                Arguments.of("up", List.of(A, B, c), ""),
                Arguments.of("down", List.of(B), ""),
                Arguments.of("replaced", List.of(B, c), "1 of its pods ended, 1 pods came anew"),
                Arguments.of("restarted", List.of(Pods.restarted("a", "Error"), B, c), "1 of its pods were restarted"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scaled")
    void whatAnAutoscalerDoesIsNoChange(String name, List<Pod> pods, String change) {
        assertThat(BEFORE.changes(Optional.of(deployment(2)), pods, new Replicas(2, 1, 3))
                        .orElse(""))
                .startsWith(change)
                .matches(text -> change.isEmpty() == text.isEmpty());
    }

    @Test
    void aRestartBeforeIsNoChange() {
        var pods = List.of(Pods.restarted("a", "OOMKilled"), B);

        assertThat(TargetIdentity.of(DEPLOYMENT, pods).changes(Optional.of(DEPLOYMENT), pods, TWO))
                .isEmpty();
    }

    @Test
    void aServiceWithoutDeploymentIsGone() {
        assertThat(BEFORE.changes(Optional.empty(), List.of(), TWO)).contains("its Deployment was deleted");
    }

    private static Deployment deployment(long generation) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("d")
                .withGeneration(generation)
                .endMetadata()
                .build();
    }
}
