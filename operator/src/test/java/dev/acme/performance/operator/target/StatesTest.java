package dev.acme.performance.operator.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatesTest {
    private static final String SUMMARY = """
            {"type":"populated","models":500,"created":500,"catalogueHash":"cafe","later":1,
             "model":{"id":"a/b","sizeBytes":24834009,"sha256":"aa","crc32c":"bb"}}""";

    @Test
    void aRegistryIsFilledWhenItsJobSaysSo() {
        assertThat(PopulateState.of(Optional.empty(), List.of())).isEqualTo(new PopulateState.Absent());
        assertThat(PopulateState.of(Optional.of(job("")), List.of(Pods.running())))
                .isEqualTo(new PopulateState.AtWork(Optional.empty()));
        assertThat(PopulateState.of(Optional.of(job("Complete")), List.of(Pods.ended(0, "Completed", SUMMARY))))
                .isEqualTo(new PopulateState.Filled(
                        new PopulateSummary(500, "cafe", new PopulateSummary.Archive(24_834_009, "aa", "bb"))));
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
        assertThat(TargetState.of(Optional.empty(), List.of())).isEqualTo(new TargetState.Absent());
        assertThat(TargetState.of(Optional.of(deployment(1, 1)), List.of()))
                .isEqualTo(new TargetState.Starting(1, 2, 0, Optional.empty()));
        assertThat(TargetState.of(Optional.of(deployment(1, 2)), List.of(Pods.running())))
                .isEqualTo(new TargetState.Ready(2, 0));
    }

    @Test
    void aStatusOfAnOlderGenerationSaysNothing() {
        assertThat(TargetState.of(Optional.of(deployment(0, 2)), List.of()))
                .isEqualTo(new TargetState.Starting(0, 2, 0, Optional.empty()));
    }

    @Test
    void aTargetThatKeepsCrashingIsBroken() {
        assertThat(TargetState.of(Optional.of(deployment(1, 0)), List.of(Pods.crashing(3, 1, "x"))))
                .isInstanceOf(TargetState.Broken.class);
        assertThat(TargetState.of(Optional.of(deployment(1, 0)), List.of(Pods.crashing(2, 1, "x"))))
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

        assertThat(TargetState.of(Optional.of(refused), List.of()))
                .isInstanceOfSatisfying(
                        TargetState.Starting.class,
                        starting -> assertThat(starting.problem())
                                .contains(new PodProblem(
                                        Reason.REFUSED,
                                        "the API server refused a pod: pods \"x\" is forbidden: exceeded quota")));
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
}
