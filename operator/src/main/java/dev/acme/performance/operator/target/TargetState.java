package dev.acme.performance.operator.target;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How far the measured service has come. */
public sealed interface TargetState {
    /** Nothing was made yet. */
    record Absent() implements TargetState {}

    /** It is on its way, or waits for something that can still be mended. */
    record Starting(int ready, int wanted, int restarts, Optional<PodProblem> problem) implements TargetState {}

    /** Every replica answers; {@code restarts} counts how often one of them was started again. */
    record Ready(int replicas, int restarts) implements TargetState {}

    /** It will not come up. */
    record Broken(PodProblem problem) implements TargetState {}

    static TargetState of(Optional<Deployment> deployment, List<Pod> pods) {
        if (deployment.isEmpty()) {
            return new Absent();
        }
        int wanted = deployment.get().getSpec().getReplicas();
        var status = deployment.get().getStatus();
        boolean isCurrent = status != null
                && Objects.equals(
                        status.getObservedGeneration(),
                        deployment.get().getMetadata().getGeneration());
        int ready = isCurrent ? Objects.requireNonNullElse(status.getReadyReplicas(), 0) : 0;
        int restarts = restarts(pods);
        if (ready >= wanted) {
            return new Ready(wanted, restarts);
        }
        var problem = PodProblem.of(pods).or(() -> withoutPods(deployment.get()));
        if (problem.isPresent() && isHopeless(problem.get())) {
            return new Broken(problem.get());
        }
        return new Starting(ready, wanted, restarts, problem);
    }

    private static boolean isHopeless(PodProblem problem) {
        return problem.reason() == Reason.CRASH_LOOP;
    }

    private static int restarts(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .mapToInt(container -> Objects.requireNonNullElse(container.getRestartCount(), 0))
                .sum();
    }

    /** Pods that could not even be made, as a quota or Pod Security forbids them. */
    private static Optional<PodProblem> withoutPods(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition ->
                        "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst()
                .map(condition ->
                        new PodProblem(Reason.REFUSED, "the API server refused a pod: " + condition.getMessage()));
    }
}
