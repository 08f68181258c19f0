package dev.acme.performance.operator.target;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the registry's filling has come. */
public sealed interface PopulateState {
    /** There is no Job. */
    record Absent() implements PopulateState {}

    /** The Job is at work, or waits for something that can still be mended. */
    record AtWork(Optional<PodProblem> problem) implements PopulateState {}

    /** The registry is filled and verified. */
    record Filled(PopulateSummary summary) implements PopulateState {}

    /** The Job has given up. */
    record Failed(PodProblem problem) implements PopulateState {}

    static PopulateState of(Optional<Job> job, List<Pod> pods) {
        if (job.isEmpty()) {
            return new Absent();
        }
        if (has(job.get(), "Complete")) {
            return summary(pods)
                    .<PopulateState>map(Filled::new)
                    .orElseGet(() -> new Failed(
                            new PodProblem(Reason.POPULATE_FAILED, "the populate Job completed but left no summary")));
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

    private static Optional<PopulateSummary> summary(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .flatMap(status -> Optional.ofNullable(status.getState())
                        .map(ContainerState::getTerminated)
                        .filter(end -> end.getExitCode() == 0 && end.getMessage() != null)
                        .flatMap(end -> PopulateSummary.parse(end.getMessage().strip()))
                        .stream())
                .findFirst();
    }
}
