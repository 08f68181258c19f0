package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How many pods a replica set lacks, which it has too many of, and what it says of itself.
 *
 * @param again when minReadySeconds make a ready pod available
 */
record ReplicaSetPlan(int missing, List<Pod> surplus, ReplicaSetStatus status, Duration again) {
    /** More are made in the next look, so that one bad template cannot flood the machine. */
    static final int MOST_AT_ONCE = 100;

    /** The first to go are those that serve least. */
    private static final Comparator<Pod> EXPENDABLE = Comparator.<Pod, Boolean>comparing(PodFacts::isPlaced)
            .thenComparing(pod -> PodFacts.phase(pod).equals("Running"))
            .thenComparing(PodFacts::isReady)
            .thenComparing(pod -> -PodFacts.restarts(pod))
            .thenComparing(pod -> Instant.parse(pod.getMetadata().getCreationTimestamp()), Comparator.reverseOrder());

    static ReplicaSetPlan of(ReplicaSet set, List<Pod> pods, Instant now) {
        var active = pods.stream().filter(PodFacts::isActive).toList();
        int wanted = Objects.requireNonNullElse(set.getSpec().getReplicas(), 1);
        boolean isGoing = set.getMetadata().getDeletionTimestamp() != null;
        int difference = isGoing ? 0 : wanted - active.size();
        int minReadySeconds = Objects.requireNonNullElse(set.getSpec().getMinReadySeconds(), 0);
        var surplus = active.stream()
                .sorted(EXPENDABLE)
                .limit(Math.max(0, -difference))
                .toList();
        return new ReplicaSetPlan(
                Math.clamp(difference, 0, MOST_AT_ONCE),
                surplus,
                status(set, active, minReadySeconds, now),
                difference > MOST_AT_ONCE ? Duration.ZERO : again(active, minReadySeconds, now));
    }

    private static ReplicaSetStatus status(ReplicaSet set, List<Pod> active, int minReadySeconds, Instant now) {
        Map<String, String> labels = Objects.requireNonNullElse(
                set.getSpec().getTemplate().getMetadata().getLabels(), Map.of());
        var labelled = active.stream()
                .filter(pod -> Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of())
                        .entrySet()
                        .containsAll(labels.entrySet()));
        return new ReplicaSetStatusBuilder()
                .withReplicas(active.size())
                .withFullyLabeledReplicas((int) labelled.count())
                .withReadyReplicas(
                        (int) active.stream().filter(PodFacts::isReady).count())
                .withAvailableReplicas((int) active.stream()
                        .filter(pod -> PodFacts.isAvailable(pod, minReadySeconds, now))
                        .count())
                .withObservedGeneration(set.getMetadata().getGeneration())
                .build();
    }

    private static Duration again(List<Pod> active, int minReadySeconds, Instant now) {
        return active.stream()
                .map(pod -> PodFacts.untilAvailable(pod, minReadySeconds, now))
                .min(Duration::compareTo)
                .orElse(Controller.UNTIL_CHANGED);
    }
}
