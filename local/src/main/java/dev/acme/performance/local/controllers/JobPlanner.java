package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Plans one step of a Job from its pods and the time; it is used once. */
final class JobPlanner {
    private static final int MOST_AT_ONCE = 100;

    private final JobSpec spec;
    private final JobPods pods;
    private final Instant now;
    private final JobStatusBuilder status;
    private final JobConditions conditions;
    private final FailureRules rules;
    private final NavigableSet<Integer> done;
    private final NavigableSet<Integer> givenUp;
    private int succeeded;
    private int failed;
    private Duration again = Controller.UNTIL_CHANGED;

    JobPlanner(Job job, List<Pod> owned, Instant now) {
        this.spec = job.getSpec();
        this.pods = new JobPods(owned, "Failed".equals(spec.getPodReplacementPolicy()));
        this.now = now;
        var before = Objects.requireNonNullElseGet(job.getStatus(), JobStatus::new);
        this.status = new JobStatusBuilder(before);
        this.conditions = new JobConditions(before, now);
        this.rules = FailureRules.of(spec.getPodFailurePolicy());
        this.succeeded = Objects.requireNonNullElse(before.getSucceeded(), 0);
        this.failed = Objects.requireNonNullElse(before.getFailed(), 0);
        this.done = JobIndexes.read(Objects.requireNonNullElse(before.getCompletedIndexes(), ""));
        this.givenUp = JobIndexes.read(Objects.requireNonNullElse(before.getFailedIndexes(), ""));
    }

    JobPlan plan() {
        if (conditions.hasEnded()) {
            return new JobPlan(status.build(), pods.tracked(), pods.active(), 0, List.of(), Controller.UNTIL_CHANGED);
        }
        count();
        if (status.getStartTime() == null) {
            status.withStartTime(time());
        }
        decide();
        boolean isEnding =
                conditions.isTrue(JobConditions.FAILURE_TARGET) || conditions.isTrue(JobConditions.SUCCESS_MET);
        return isEnding ? ending() : running();
    }

    private void count() {
        succeeded += pods.newlySucceeded().size();
        pods.newlySucceeded().forEach(pod -> JobIndexes.of(pod).ifPresent(done::add));
        for (var pod : pods.newlyFailed()) {
            JobIndexes.of(pod).filter(_ -> JobIndexes.failAlone(spec)).ifPresent(givenUp::add);
            switch (rules.effectOf(pod)) {
                case FailureRules.Effect.Count _ -> failed++;
                case FailureRules.Effect.Ignore _ -> {}
                case FailureRules.Effect.FailJob fail -> {
                    failed++;
                    conditions.set(JobConditions.FAILURE_TARGET, true, "PodFailurePolicy", fail.message());
                }
            }
        }
    }

    /** Whether the Job is to end, and how; what was decided once stands. */
    private void decide() {
        if (conditions.isTrue(JobConditions.FAILURE_TARGET) || conditions.isTrue(JobConditions.SUCCESS_MET)) {
            return;
        }
        if (haveNumbersFailed()) {
            conditions.set(JobConditions.FAILURE_TARGET, true, "FailedIndexes", "Job has failed indexes");
        } else if (isBeyondBackoffLimit()) {
            conditions.set(
                    JobConditions.FAILURE_TARGET,
                    true,
                    "BackoffLimitExceeded",
                    "Job has reached the specified backoff limit");
        } else if (isBeyondDeadline()) {
            conditions.set(
                    JobConditions.FAILURE_TARGET,
                    true,
                    "DeadlineExceeded",
                    "Job was active longer than specified deadline");
        } else if (hasSucceeded()) {
            conditions.set(
                    JobConditions.SUCCESS_MET, true, "CompletionsReached", "Reached expected number of succeeded pods");
        }
    }

    /** Told when every number has ended, one way or the other. */
    private boolean haveNumbersFailed() {
        return !givenUp.isEmpty() && done.size() + givenUp.size() >= spec.getCompletions();
    }

    private boolean isBeyondBackoffLimit() {
        if (JobIndexes.failAlone(spec)) {
            return false;
        }
        int limit = Objects.requireNonNullElse(spec.getBackoffLimit(), 6);
        boolean restartsInPlace =
                "OnFailure".equals(spec.getTemplate().getSpec().getRestartPolicy());
        int restarts = restartsInPlace
                ? pods.active().stream().mapToInt(PodFacts::restarts).sum()
                : 0;
        return failed > limit || (restartsInPlace && restarts > 0 && restarts >= limit);
    }

    private boolean isBeyondDeadline() {
        if (spec.getActiveDeadlineSeconds() == null) {
            return false;
        }
        var deadline = Instant.parse(status.getStartTime()).plusSeconds(spec.getActiveDeadlineSeconds());
        if (now.isBefore(deadline)) {
            wakeAfter(Duration.between(now, deadline));
            return false;
        }
        return true;
    }

    private boolean hasSucceeded() {
        return spec.getCompletions() == null
                ? succeeded > 0 && pods.active().isEmpty()
                : succeeded >= spec.getCompletions();
    }

    /** The outcome is decided; it is told when the last pod has ended. */
    private JobPlan ending() {
        boolean isOver = pods.active().isEmpty() && pods.terminating().isEmpty();
        if (isOver && conditions.isTrue(JobConditions.SUCCESS_MET)) {
            copy(JobConditions.SUCCESS_MET, JobConditions.COMPLETE);
            status.withCompletionTime(time());
        } else if (isOver) {
            copy(JobConditions.FAILURE_TARGET, JobConditions.FAILED);
        }
        return result(pods.active(), 0);
    }

    private void copy(String from, String to) {
        conditions.find(from).ifPresent(reached -> conditions.set(to, true, reached.getReason(), reached.getMessage()));
    }

    private JobPlan running() {
        int missing = wanted() - pods.active().size();
        var backoff = pods.backoff(now);
        if (missing > 0 && backoff.isPositive()) {
            wakeAfter(backoff);
            return result(List.of(), 0);
        }
        var surplus =
                pods.active().subList(0, Math.clamp(-missing, 0, pods.active().size()));
        if (missing > MOST_AT_ONCE) {
            wakeAfter(Duration.ZERO);
        }
        return result(surplus, Math.clamp(missing, 0, MOST_AT_ONCE));
    }

    private int wanted() {
        int parallelism = Objects.requireNonNullElse(spec.getParallelism(), 1);
        int held = "Failed".equals(spec.getPodReplacementPolicy())
                ? pods.terminating().size()
                : 0;
        if (spec.getCompletions() == null) {
            return succeeded > 0 ? pods.active().size() : Math.max(0, parallelism - held);
        }
        return Math.max(0, Math.min(parallelism, spec.getCompletions() - succeeded - givenUp.size()) - held);
    }

    private JobPlan result(List<Pod> delete, int create) {
        status.withActive(pods.active().size() - delete.size() + create)
                .withReady((int) pods.ready().stream()
                        .filter(pod -> !delete.contains(pod))
                        .count())
                .withTerminating(pods.terminating().size() + delete.size())
                .withSucceeded(succeeded)
                .withFailed(failed)
                .withConditions(conditions.list());
        var indexes = indexes(create);
        var counted = new ArrayList<Pod>();
        counted.addAll(pods.newlySucceeded());
        counted.addAll(pods.newlyFailed());
        return new JobPlan(status.build(), counted, delete, create, indexes, again);
    }

    /** A number whose pod is still on its way out is not given again. */
    private List<Integer> indexes(int howMany) {
        if (!JobIndexes.areKept(spec)) {
            return List.of();
        }
        status.withCompletedIndexes(JobIndexes.written(done));
        if (JobIndexes.failAlone(spec)) {
            status.withFailedIndexes(JobIndexes.written(givenUp));
        }
        var over = new TreeSet<>(done);
        over.addAll(givenUp);
        var held = Stream.concat(pods.active().stream(), pods.terminating().stream())
                .toList();
        return JobIndexes.missing(spec, over, held, howMany);
    }

    private String time() {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void wakeAfter(Duration delay) {
        again = delay.compareTo(again) < 0 ? delay : again;
    }
}
