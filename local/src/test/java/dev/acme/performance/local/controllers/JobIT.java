package dev.acme.performance.local.controllers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.local.Machine;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs from their creation to their end. */
class JobIT {
    private static Machine machine;

    @BeforeAll
    static void start() {
        machine = new Machine();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static void create(String name, String spec, String script) {
        machine.create("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s}
                spec:
                  %s
                  template:
                    spec:
                      restartPolicy: Never
                      terminationGracePeriodSeconds: 1
                      containers: [{name: main, image: shell, args: ["%s"]}]
                """.formatted(name, spec, script));
    }

    private static Job job(String name) {
        return machine.client().batch().v1().jobs().withName(name).get();
    }

    private static List<Pod> pods(String job) {
        return machine.client().pods().withLabel("job-name", job).list().getItems();
    }

    private static JobCondition awaitCondition(String name, String type) {
        machine.await(() -> assertThat(job(name).getStatus().getConditions())
                .extracting(JobCondition::getType)
                .contains(type));
        return job(name).getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aJobCompletesAfterAsManySuccessesAsItWants() {
        create("three", "completions: 3\n  parallelism: 2", "echo hello");

        var condition = awaitCondition("three", "Complete");

        assertThat(condition.getReason()).isEqualTo("CompletionsReached");
        assertThat(job("three").getStatus().getSucceeded()).isEqualTo(3);
        assertThat(job("three").getStatus().getCompletionTime()).isNotNull();
        assertThat(pods("three")).hasSize(3);
    }

    /** Each pod succeeds only where its variable is a number. */
    @Test
    void anIndexedJobNumbersItsPods() {
        create(
                "numbered",
                "completionMode: Indexed\n  completions: 3\n  parallelism: 3",
                "test $JOB_COMPLETION_INDEX -ge 0 && test $JOB_COMPLETION_INDEX -le 2");

        awaitCondition("numbered", "Complete");

        assertThat(pods("numbered"))
                .extracting(pod -> pod.getMetadata().getLabels().get(JobIndexes.INDEX))
                .containsExactlyInAnyOrder("0", "1", "2");
        assertThat(pods("numbered"))
                .allSatisfy(pod -> assertThat(pod.getSpec().getHostname())
                        .isEqualTo("numbered-" + pod.getMetadata().getLabels().get(JobIndexes.INDEX)));
        assertThat(JobIndexes.read(job("numbered").getStatus().getCompletedIndexes()))
                .containsExactly(0, 1, 2);
    }

    @Test
    void anIndexedJobSaysHowManyNumbersThereAre() {
        assertThatThrownBy(() -> create("endless", "completionMode: Indexed\n  parallelism: 2", "true"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("spec.completions: Required value: when completion mode is Indexed");
    }

    @Test
    void aJobWithoutPatienceFailsAtOnce() {
        create("impatient", "backoffLimit: 0", "exit 1");

        var condition = awaitCondition("impatient", "Failed");

        assertThat(condition.getReason()).isEqualTo("BackoffLimitExceeded");
        assertThat(job("impatient").getStatus().getFailed()).isEqualTo(1);
        assertThat(pods("impatient")).hasSize(1);
    }

    @Test
    void anExitCodeCanEndAJob() {
        create(
                "fatal",
                "podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [42]}}]}",
                "exit 42");

        var condition = awaitCondition("fatal", "Failed");

        assertThat(condition.getReason()).isEqualTo("PodFailurePolicy");
        assertThat(condition.getMessage())
                .matches(
                        "Container main for pod default/fatal-.* failed with exit code 42 matching FailJob rule at index 0");
    }

    @Test
    void aJobThatTakesTooLongIsEnded() {
        create("slow", "activeDeadlineSeconds: 1", "sleep 100");

        assertThat(awaitCondition("slow", "Failed").getReason()).isEqualTo("DeadlineExceeded");
        assertThat(job("slow").getStatus().getActive()).isZero();
    }

    @Test
    void aPodThatIsDeletedHalfWayIsReplacedOnlyWhenItHasEnded() {
        create("replaced", "podReplacementPolicy: Failed", "trap 'exit 1' TERM; while :; do sleep 0.05; done");
        machine.await(() -> assertThat(pods("replaced"))
                .singleElement()
                .satisfies(pod -> assertThat(pod.getStatus().getPhase()).isEqualTo("Running")));

        machine.client().resource(pods("replaced").getFirst()).delete();

        machine.await(() -> assertThat(
                        Objects.requireNonNullElse(job("replaced").getStatus().getFailed(), 0))
                .isEqualTo(1));
    }

    @Test
    void aJobThatIsDeletedTakesItsPodsAlong() {
        create("doomed", "backoffLimit: 0", "sleep 100");
        machine.await(() -> assertThat(pods("doomed")).hasSize(1));

        machine.client()
                .batch()
                .v1()
                .jobs()
                .withName("doomed")
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();

        machine.await(() -> assertThat(pods("doomed")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "suspend: true | spec.suspend: Forbidden",
                "ttlSecondsAfterFinished: 1 | spec.ttlSecondsAfterFinished: Forbidden",
                "manualSelector: true | spec.manualSelector: Forbidden"
            })
    void whatAJobCannotHaveHereIsNamed(String field, String reason) {
        assertThatThrownBy(() -> create("refused", field, "true"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(reason);
    }
}
