package dev.acme.performance.operator.run;

import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What exists of an attempt, told by the UIDs of its owners: whoever may create pods can give them any label. */
record Offspring(
        Attempt attempt,
        List<Job> jobs,
        List<Deployment> deployments,
        List<ReplicaSet> replicaSets,
        List<Pod> labelledPods) {
    Offspring {
        jobs = owned(attempt, jobs);
        deployments = owned(attempt, deployments);
        replicaSets = List.copyOf(replicaSets);
        labelledPods = List.copyOf(labelledPods);
    }

    Optional<Job> job(Component component) {
        return named(jobs, component);
    }

    Optional<Deployment> deployment() {
        return named(deployments, Component.REGISTRY);
    }

    /** The pods that the child's own controller made. */
    List<Pod> pods(Component component) {
        var controllers = switch (component) {
            case POPULATE, LOAD -> uids(job(component).stream().toList());
            case REGISTRY -> {
                var deployment = uids(deployment().stream().toList());
                yield uids(replicaSets.stream()
                        .filter(set -> Attempt.isControlledBy(set, deployment))
                        .toList());
            }
            case RESULT -> Set.<String>of();
        };
        return labelledPods.stream()
                .filter(pod -> Attempt.isControlledBy(pod, controllers))
                .toList();
    }

    private <T extends HasMetadata> Optional<T> named(List<T> objects, Component component) {
        return objects.stream()
                .filter(object -> object.getMetadata().getName().equals(attempt.name(component)))
                .findFirst();
    }

    private static <T extends HasMetadata> List<T> owned(Attempt attempt, List<T> objects) {
        return objects.stream()
                .filter(object -> attempt.owns(object) && !object.isMarkedForDeletion())
                .toList();
    }

    private static Set<String> uids(List<? extends HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getUid()).collect(Collectors.toUnmodifiableSet());
    }
}
