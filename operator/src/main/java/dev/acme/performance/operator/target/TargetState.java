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
    record Starting(int ready, int wanted, Optional<PodProblem> problem) implements TargetState {}

    /** Every replica answers. */
    record Ready(TargetIdentity identity) implements TargetState {}

    /** It will not come up. */
    record Broken(PodProblem problem) implements TargetState {}

    /** {@code wanted} is what the run asks for, whatever the Deployment says by now. */
    static TargetState of(Optional<Deployment> deployment, List<Pod> pods, Replicas wanted) {
        if (deployment.isEmpty()) {
            return new Absent();
        }
        var scaled = scaled(deployment.get(), wanted);
        if (scaled.isPresent()) {
            return new Broken(scaled.get());
        }
        int ready = ready(deployment.get());
        var identity = TargetIdentity.of(deployment.get(), pods);
        int needed = wanted.needed(replicas(deployment.get()));
        int live = identity.restartsByPod().size();
        if (ready >= needed && live >= needed && live <= wanted.most()) {
            return new Ready(identity);
        }
        var problem = PodProblem.of(pods).or(() -> withoutPods(deployment.get()));
        if (problem.isPresent() && isHopeless(problem.get())) {
            return new Broken(problem.get());
        }
        return new Starting(ready, needed, problem);
    }

    private static Optional<PodProblem> scaled(Deployment deployment, Replicas wanted) {
        int replicas = replicas(deployment);
        return wanted.allows(replicas)
                ? Optional.empty()
                : Optional.of(new PodProblem(
                        Reason.TARGET_CHANGED,
                        "somebody scaled the Deployment to " + replicas + " replicas, the run asks for " + wanted));
    }

    private static int replicas(Deployment deployment) {
        return Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
    }

    private static int ready(Deployment deployment) {
        var status = deployment.getStatus();
        boolean isCurrent = status != null
                && Objects.equals(
                        status.getObservedGeneration(), deployment.getMetadata().getGeneration());
        return isCurrent ? Objects.requireNonNullElse(status.getReadyReplicas(), 0) : 0;
    }

    private static boolean isHopeless(PodProblem problem) {
        return problem.reason() == Reason.CRASH_LOOP;
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
