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
    @ValueSource(strings = {"", "x", "1;a=1", "1/1;a", "1/1;a=b", "1/1;;", "1/1;a=1;"})
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
        return Stream.of(
                Arguments.of("the same", DEPLOYMENT, List.of(A, B), ""),
                Arguments.of("edited", deployment(2), List.of(A, B), "its Deployment was changed"),
                Arguments.of(
                        "scaled down", deployment(2), List.of(A), "its Deployment was changed, 1 of its pods ended"),
                Arguments.of(
                        "replaced", DEPLOYMENT, List.of(A, Pods.running("c")), "1 of its pods ended, 1 pods came anew"),
                Arguments.of("leaving", DEPLOYMENT, List.of(leaving(A), B), "1 of its pods ended"),
                Arguments.of(
                        "evicted",
                        DEPLOYMENT,
                        List.of(evicted("a"), B),
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
        var once = deployment(2);
        var twice = deployment(3);
        return Stream.of(
                Arguments.of("up", once, List.of(A, B, c), ""),
                Arguments.of("down", once, List.of(B), ""),
                Arguments.of("down and up", twice, List.of(B, c), ""),
                Arguments.of("down and up, one leaving", twice, List.of(leaving(A), B, c), ""),
                Arguments.of("down, one stopping", once, List.of(leaving(failed("a")), B), ""),
                Arguments.of("replaced", DEPLOYMENT, List.of(B, c), "1 of its pods ended, 1 pods came anew"),
                Arguments.of("replaced, then up", once, List.of(B, c), "1 of its pods ended, 1 pods came anew"),
                Arguments.of(
                        "failed",
                        twice,
                        List.of(failed("a"), B, c),
                        "1 of its pods ended, 1 pods came anew; ProgramFailed"),
                Arguments.of(
                        "evicted",
                        twice,
                        List.of(evicted("a"), B, c),
                        "1 of its pods ended, 1 pods came anew; Disrupted"),
                Arguments.of(
                        "drained",
                        twice,
                        List.of(leaving(disrupted("a")), B, c),
                        "1 of its pods ended, 1 pods came anew; Disrupted"),
                Arguments.of("rolled out", deployment(4, 2), List.of(c), "its Deployment was changed"),
                Arguments.of(
                        "restarted",
                        once,
                        List.of(Pods.restarted("a", "Error"), B, c),
                        "1 of its pods were restarted"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scaled")
    void whatAnAutoscalerDoesIsNoChange(String name, Deployment deployment, List<Pod> pods, String change) {
        assertThat(BEFORE.changes(Optional.of(deployment), pods, new Replicas(2, 1, 3))
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

    private static Pod leaving(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T12:00:00Z")
                .endMetadata()
                .build();
    }

    private static Pod evicted(String uid) {
        return of(uid, Pods.evicted("low on memory"));
    }

    private static Pod failed(String uid) {
        return of(uid, Pods.ended(143, "Error", ""));
    }

    private static Pod disrupted(String uid) {
        return new PodBuilder(Pods.running(uid))
                .editStatus()
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod of(String uid, Pod pod) {
        return new PodBuilder(pod).editMetadata().withUid(uid).endMetadata().build();
    }

    private static Deployment deployment(long generation) {
        return deployment(generation, 1);
    }

    private static Deployment deployment(long generation, long revision) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("d")
                .withGeneration(generation)
                .addToAnnotations("deployment.kubernetes.io/revision", Long.toString(revision))
                .endMetadata()
                .build();
    }
}
