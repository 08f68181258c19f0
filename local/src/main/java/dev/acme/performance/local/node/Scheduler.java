package dev.acme.performance.local.node;

import dev.acme.performance.local.apiserver.Cluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Gives pods to the node for as long as there is room, the oldest first. */
final class Scheduler {
    private final Cluster cluster;
    private final InstantSource clock;
    private final EventRecorder events;
    private final String node;
    private final Placement.Room room;

    Scheduler(Cluster cluster, InstantSource clock, EventRecorder events, NodeObject node) {
        this.cluster = cluster;
        this.clock = clock;
        this.events = events;
        this.node = node.name();
        this.room = node.room();
    }

    /** Looks at every pod that waits. */
    void place() {
        var pods = cluster.list(Pod.class, "");
        var placed = new ArrayList<>(
                pods.stream().filter(pod -> isPlaced(pod) && !hasEnded(pod)).toList());
        pods.stream()
                .filter(pod -> !isPlaced(pod) && pod.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .forEach(pod -> place(pod, placed));
    }

    private void place(Pod pod, List<Pod> placed) {
        switch (Placement.of(pod, room, placed)) {
            case Placement.Fits _ -> {
                bind(pod);
                placed.add(pod);
            }
            case Placement.Unschedulable unschedulable -> report(pod, unschedulable.message());
        }
    }

    private void bind(Pod pod) {
        cluster.edit(
                pod,
                present -> new PodBuilder(present)
                        .editSpec()
                        .withNodeName(node)
                        .endSpec()
                        .build());
        String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
        events.normal(pod, "Scheduled", "Successfully assigned " + name + " to " + node);
    }

    private void report(Pod pod, String message) {
        boolean isKnown = pod.getStatus().getConditions().stream()
                .anyMatch(condition ->
                        condition.getType().equals("PodScheduled") && message.equals(condition.getMessage()));
        if (isKnown) {
            return;
        }
        events.warning(pod, "FailedScheduling", message);
        var condition = new PodConditionBuilder()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .withLastTransitionTime(
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
        cluster.editStatus(
                pod,
                present -> new PodBuilder(present)
                        .editStatus()
                        .withConditions(condition)
                        .endStatus()
                        .build());
    }

    static boolean isPlaced(Pod pod) {
        return !Objects.requireNonNullElse(pod.getSpec().getNodeName(), "").isEmpty();
    }

    private static boolean hasEnded(Pod pod) {
        return List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
    }
}
