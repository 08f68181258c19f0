package dev.acme.performance.local.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Job does next, from its spec, its status and its pods. */
class JobPlanTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");

    private static Job job(String spec, String status) {
        return Serialization.unmarshal("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: j, namespace: default, uid: u}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: i}]}}, %s}
                status: {%s}
                """.formatted(spec, status), Job.class);
    }

    private static Pod pod(String name, String phase, String more) {
        return Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: default, creationTimestamp: "2026-01-01T00:00:00Z", finalizers: [batch.kubernetes.io/job-tracking] %s}
                spec: {nodeName: here, containers: [{name: main, image: i}]}
                status:
                  phase: %s
                  containerStatuses: [{name: main, state: {terminated: {exitCode: 3, finishedAt: "2026-01-01T00:09:00Z"}}}]
                """.formatted(name, more, phase), Pod.class);
    }

    private static List<String> conditions(JobPlan plan) {
        return plan.status().getConditions().stream().map(JobCondition::getType).toList();
    }

    private static JobPlan plan(String spec, String status, Pod... pods) {
        return JobPlan.of(job(spec, status), List.of(pods), NOW);
    }

    @ParameterizedTest(name = "parallelism {0}, completions {1}, succeeded {2}, active {3}: creates {4}, deletes {5}")
    @CsvSource({
        "1, 1, 0, 0, 1, 0",
        "3, 5, 0, 0, 3, 0",
        "3, 5, 4, 0, 1, 0",
        "3, 5, 3, 1, 1, 0",
        "3, 5, 0, 3, 0, 0",
        "1, 5, 0, 3, 0, 2",
        "0, 5, 0, 2, 0, 2",
        "200, 500, 0, 0, 100, 0"
    })
    void asManyPodsRunAsAreWanted(
            int parallelism, int completions, int succeeded, int active, int creates, int deletes) {
        var pods = IntStream.range(0, active)
                .mapToObj(i -> pod("p" + i, "Running", ""))
                .toArray(Pod[]::new);
        var spec = "completions: %d".formatted(completions);
        var job = new JobBuilder(job(spec, "succeeded: " + succeeded))
                .editSpec()
                .withParallelism(parallelism)
                .endSpec()
                .build();

        var plan = JobPlan.of(job, List.of(pods), NOW);

        assertThat(plan.create()).isEqualTo(creates);
        assertThat(plan.delete()).hasSize(deletes);
    }

    @ParameterizedTest(name = "done {0}, pods of {1}: makes {2}")
    @CsvSource(
            delimiter = '|',
            value = {"'' | '' | 0,1,2", "1 | '' | 0,2", "0-1 | '' | 2", "'' | 0,2 | 1", "2 | 0,1 | ''"})
    void anIndexedJobMakesPodsOfTheNumbersThatAreMissing(String done, String active, String made) {
        var pods = JobIndexes.read(active).stream()
                .map(index ->
                        pod("p" + index, "Running", ", annotations: {%s: '%d'}".formatted(JobIndexes.INDEX, index)))
                .toArray(Pod[]::new);
        int succeeded = JobIndexes.read(done).size();

        var plan = plan(
                "completions: 3, parallelism: 3, completionMode: Indexed",
                "succeeded: %d, completedIndexes: '%s'".formatted(succeeded, done),
                pods);

        assertThat(plan.indexes()).isEqualTo(List.copyOf(JobIndexes.read(made)));
        assertThat(plan.create()).isEqualTo(plan.indexes().size());
    }

    @Test
    void aNumberThatFailedIsGivenUpAloneAndToldAtTheEnd() {
        String spec = "completions: 2, parallelism: 2, completionMode: Indexed, backoffLimitPerIndex: 0";
        String annotation = ", annotations: {%s: '%d'}";
        var failed = pod("p1", "Failed", annotation.formatted(JobIndexes.INDEX, 1));

        var meanwhile = plan(spec, "", pod("p0", "Running", annotation.formatted(JobIndexes.INDEX, 0)), failed);
        assertThat(meanwhile.indexes()).isEmpty();
        assertThat(meanwhile.delete()).isEmpty();
        assertThat(meanwhile.status().getFailedIndexes()).isEqualTo("1");
        assertThat(conditions(meanwhile)).isEmpty();

        var atTheEnd = plan(
                spec,
                "failed: 1, failedIndexes: '1'",
                pod("p0", "Succeeded", annotation.formatted(JobIndexes.INDEX, 0)));
        assertThat(atTheEnd.status().getConditions().getFirst().getReason()).isEqualTo("FailedIndexes");
    }

    @Test
    void aPodIsCountedOnceAndLetGo() {
        var first = plan("completions: 2", "", pod("a", "Succeeded", ""));

        assertThat(first.status().getSucceeded()).isEqualTo(1);
        assertThat(first.letGo()).extracting(pod -> pod.getMetadata().getName()).containsExactly("a");

        var counted = pod("a", "Succeeded", "");
        counted.getMetadata().setFinalizers(List.of());
        var second = plan("completions: 2", "succeeded: 1", counted);
        assertThat(second.status().getSucceeded()).isEqualTo(1);
        assertThat(second.letGo()).isEmpty();
    }

    @Test
    void theEndIsToldWhenTheLastPodHasEnded() {
        var target = plan("completions: 1, backoffLimit: 0", "", pod("a", "Failed", ""), pod("b", "Running", ""));
        assertThat(conditions(target)).containsExactly("FailureTarget");
        assertThat(target.delete())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("b");

        var over = plan(
                "completions: 1, backoffLimit: 0",
                "failed: 1, conditions: [{type: FailureTarget, status: 'True', reason: BackoffLimitExceeded, message: m}]");
        assertThat(conditions(over)).containsExactly("FailureTarget", "Failed");
        assertThat(over.status().getConditions().getLast().getReason()).isEqualTo("BackoffLimitExceeded");
    }

    @Test
    void afterAFailureNoPodIsMadeForAWhile() {
        var soon = JobPlan.of(
                job("completions: 1", ""), List.of(pod("a", "Failed", "")), Instant.parse("2026-01-01T00:09:04Z"));
        assertThat(soon.create()).isZero();
        assertThat(soon.again()).hasSeconds(6);

        var later = plan("completions: 1", "", pod("a", "Failed", ""));
        assertThat(later.create()).isEqualTo(1);
    }

    @Test
    void aDeletedPodIsReplacedAtOnceOrWhenItHasEndedAsThePolicySays() {
        String deleted = ", deletionTimestamp: '2026-01-01T00:09:59Z'";

        var atOnce =
                plan("completions: 1, podReplacementPolicy: TerminatingOrFailed", "", pod("a", "Running", deleted));
        assertThat(atOnce.status().getFailed()).isEqualTo(1);
        assertThat(atOnce.create()).isEqualTo(1);

        var atTheEnd = plan("completions: 1, podReplacementPolicy: Failed", "", pod("a", "Running", deleted));
        assertThat(atTheEnd.status().getFailed()).isZero();
        assertThat(atTheEnd.create()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{action: FailJob, onExitCodes: {operator: In, values: [3]}}        | FailureTarget,Failed | 1",
                "{action: FailJob, onExitCodes: {operator: NotIn, values: [3]}}     | ''            | 1",
                "{action: Ignore, onExitCodes: {operator: In, values: [3]}}         | ''            | 0",
                "{action: Count, onExitCodes: {operator: In, values: [3]}}          | ''            | 1",
                "{action: FailJob, onExitCodes: {containerName: x, operator: In, values: [3]}} | '' | 1"
            })
    void aPodFailurePolicyDecides(String rule, String condition, int failed) {
        var plan = plan("completions: 1, podFailurePolicy: {rules: [" + rule + "]}", "", pod("a", "Failed", ""));

        assertThat(String.join(",", conditions(plan))).isEqualTo(condition);
        assertThat(plan.status().getFailed()).isEqualTo(failed);
    }

    @Test
    void aDeadlineEndsTheJobAndWakesItUp() {
        var before = plan(
                "completions: 1, activeDeadlineSeconds: 700",
                "startTime: '2026-01-01T00:00:00Z'",
                pod("a", "Running", ""));
        assertThat(before.again()).hasSeconds(100);

        var after = plan(
                "completions: 1, activeDeadlineSeconds: 600",
                "startTime: '2026-01-01T00:00:00Z'",
                pod("a", "Running", ""));
        assertThat(conditions(after)).containsExactly("FailureTarget");
    }
}
