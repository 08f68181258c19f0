package dev.acme.performance.operator.target;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the registry's filling has come. */
public sealed interface PopulateState {
    /** There is no Job. */
    record Absent() implements PopulateState {}

    /** The Job is at work, or waits for something that can still be mended. */
    record AtWork(Optional<PodProblem> problem) implements PopulateState {}

    /** The registry is filled and was verified at that instant. */
    record Filled(PopulateSummary summary, Instant at) implements PopulateState {}

    /** The Job has given up. */
    record Failed(PodProblem problem) implements PopulateState {}

    static PopulateState of(Optional<Job> job, List<Pod> pods) {
        if (job.isEmpty()) {
            return new Absent();
        }
        // a pod's own word: the Job controller says the same a second or two later
        var filled = filled(pods);
        if (filled.isPresent()) {
            return filled.get();
        }
        if (has(job.get(), "Complete")) {
            return new Failed(new PodProblem(Reason.POPULATE_FAILED, "the populate Job completed but left no summary"));
        }
        var problem = PodProblem.of(pods);
        if (has(job.get(), "Failed")) {
            return new Failed(problem.orElseGet(() -> new PodProblem(Reason.POPULATE_FAILED, failure(job.get()))));
        }
        return new AtWork(problem);
    }

    private static boolean has(Job job, String type) {
        return conditions(job)
                .anyMatch(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static String failure(Job job) {
        return conditions(job)
                .filter(condition -> "Failed".equals(condition.getType()))
                .map(condition -> "the populate Job failed: " + condition.getReason() + ", " + condition.getMessage())
                .findFirst()
                .orElse("the populate Job failed");
    }

    private static Stream<JobCondition> conditions(Job job) {
        return job.getStatus() == null ? Stream.empty() : job.getStatus().getConditions().stream();
    }

    private static Optional<PopulateState> filled(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .flatMap(status -> Optional.ofNullable(status.getState())
                        .map(ContainerState::getTerminated)
                        .filter(end -> end.getExitCode() == 0 && end.getMessage() != null)
                        .stream())
                .<PopulateState>flatMap(end ->
                        PopulateSummary.parse(end.getMessage().strip())
                                .map(summary -> new Filled(summary, endOf(end)))
                                .stream())
                .findFirst();
    }

    private static Instant endOf(ContainerStateTerminated end) {
        return end.getFinishedAt() == null ? Instant.EPOCH : Instant.parse(end.getFinishedAt());
    }
}
