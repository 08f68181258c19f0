package dev.acme.performance.operator.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatesTest {
    private static final String SUMMARY = """
            {"type":"populated","models":500,"created":500,"catalogueHash":"cafe","later":1,
             "model":{"id":"a/b","sizeBytes":24834009,"sha256":"aa","crc32c":"bb"}}""";

    @Test
    void aRegistryIsFilledByAJob() {
        assertThat(PopulateState.of(Optional.empty(), List.of())).isEqualTo(new PopulateState.Absent());
        assertThat(PopulateState.of(Optional.of(job("")), List.of(Pods.running())))
                .isEqualTo(new PopulateState.AtWork(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Complete"})
    void aPodThatVerifiedTheRegistryIsBelievedBeforeItsJobSaysSo(String condition) {
        assertThat(PopulateState.of(Optional.of(job(condition)), List.of(Pods.ended(0, "Completed", SUMMARY))))
                .isInstanceOfSatisfying(
                        PopulateState.Filled.class,
                        filled -> assertThat(filled.summary())
                                .isEqualTo(new PopulateSummary(
                                        500, "cafe", new PopulateSummary.Archive(24_834_009, "aa", "bb"))));
    }

    @Test
    void aRetriedFillingIsStillAtWork() {
        var state = PopulateState.of(Optional.of(job("")), List.of(Pods.ended(1, "Error", "S3 away"), Pods.running()));

        assertThat(state)
                .isInstanceOfSatisfying(
                        PopulateState.AtWork.class,
                        work -> assertThat(work.problem()).isPresent());
    }

    @Test
    void aFillingThatGaveUpTellsWhy() {
        var state = PopulateState.of(Optional.of(job("Failed")), List.of(Pods.ended(137, "OOMKilled", "")));

        assertThat(state)
                .isInstanceOfSatisfying(
                        PopulateState.Failed.class,
                        failed -> assertThat(failed.problem().reason()).isEqualTo(Reason.OUT_OF_MEMORY));
    }

    @Test
    void aFillingWithoutSummaryIsNoFilling() {
        var state = PopulateState.of(Optional.of(job("Complete")), List.of(Pods.ended(0, "Completed", "done")));

        assertThat(state)
                .isInstanceOfSatisfying(
                        PopulateState.Failed.class,
                        failed -> assertThat(failed.problem().reason()).isEqualTo(Reason.POPULATE_FAILED));
    }

    @Test
    void aTargetIsReadyWhenEveryReplicaIs() {
        var pods = List.of(Pods.running("a"), Pods.running("b"));

        assertThat(TargetState.of(Optional.empty(), List.of(), fixed(2))).isEqualTo(new TargetState.Absent());
        assertThat(TargetState.of(Optional.of(deployment(1, 1)), pods, fixed(2)))
                .isEqualTo(starting(1));
        assertThat(TargetState.of(Optional.of(deployment(1, 2)), pods, fixed(2)))
                .isEqualTo(new TargetState.Ready(new TargetIdentity(1, "", new TreeMap<>(Map.of("a", 0, "b", 0)))));
    }

    @Test
    void aTargetWithOtherPodsThanWantedIsNotReady() {
        assertThat(TargetState.of(Optional.of(deployment(1, 2)), List.of(Pods.running("a")), fixed(2)))
                .isEqualTo(starting(2));
    }

    @Test
    void aTargetThatSomebodyScaledIsNotTheRuns() {
        assertThat(TargetState.of(Optional.of(deployment(1, 2)), List.of(), fixed(1)))
                .isEqualTo(new TargetState.Broken(new PodProblem(
                        Reason.TARGET_CHANGED, "somebody scaled the Deployment to 2 replicas, the run asks for 1")));
    }

    @Test
    void aStatusOfAnOlderGenerationSaysNothing() {
        assertThat(TargetState.of(Optional.of(deployment(0, 2)), List.of(), fixed(2)))
                .isEqualTo(starting(0));
    }

    @ParameterizedTest(name = "{0} replicas wanted, {1} answer, {2} live")
    @CsvSource({
        "2, 2, 2, Ready", // as it began
        "2, 1, 2, Starting", // not yet
        "3, 2, 3, Ready", // one more, which does not answer yet
        "1, 1, 1, Ready", // one less than at first
        "3, 1, 3, Starting",
        "4, 4, 4, Broken" // no autoscaler did that
    })
    void anAutoscalerMayMoveWithinItsBounds(int current, int ready, int live, String state) {
        var pods =
                IntStream.range(0, live).mapToObj(i -> Pods.running("pod-" + i)).toList();
        var deployment = deployment(1, ready)
                .edit()
                .editSpec()
                .withReplicas(current)
                .endSpec()
                .build();

        assertThat(TargetState.of(Optional.of(deployment), pods, new Replicas(2, 1, 3))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(state);
    }

    @Test
    void aTargetThatKeepsCrashingIsBroken() {
        assertThat(TargetState.of(Optional.of(deployment(1, 0)), List.of(Pods.crashing(3, 1, "x")), fixed(2)))
                .isInstanceOf(TargetState.Broken.class);
        assertThat(TargetState.of(Optional.of(deployment(1, 0)), List.of(Pods.crashing(2, 1, "x")), fixed(2)))
                .isInstanceOf(TargetState.Starting.class);
    }

    @Test
    void aDeploymentThatMayMakeNoPodsSaysWhy() {
        var refused = deployment(1, 0)
                .edit()
                .editStatus()
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withMessage("pods \"x\" is forbidden: exceeded quota")
                .endCondition()
                .endStatus()
                .build();

        assertThat(TargetState.of(Optional.of(refused), List.of(), fixed(2)))
                .isInstanceOfSatisfying(
                        TargetState.Starting.class,
                        starting -> assertThat(starting.problem())
                                .contains(new PodProblem(
                                        Reason.REFUSED,
                                        "the API server refused a pod: pods \"x\" is forbidden: exceeded quota")));
    }

    private static TargetState starting(int ready) {
        return new TargetState.Starting(ready, 2, Optional.empty());
    }

    private static Job job(String condition) {
        var job = new JobBuilder().withNewMetadata().withName("j").endMetadata();
        return condition.isEmpty()
                ? job.build()
                : job.withNewStatus()
                        .addNewCondition()
                        .withType(condition)
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build();
    }

    private static Deployment deployment(long observed, int ready) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("d")
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(observed)
                .withReadyReplicas(ready)
                .endStatus()
                .build();
    }

    private static Replicas fixed(int replicas) {
        return new Replicas(replicas, replicas, replicas);
    }
}
