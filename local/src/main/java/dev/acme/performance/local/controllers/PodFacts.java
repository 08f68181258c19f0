package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a pod's status says to those who count pods. */
final class PodFacts {
    private PodFacts() {}

    static String phase(Pod pod) {
        return pod.getStatus() == null
                ? "Pending"
                : Objects.requireNonNullElse(pod.getStatus().getPhase(), "Pending");
    }

    static boolean hasEnded(Pod pod) {
        return phase(pod).equals("Succeeded") || phase(pod).equals("Failed");
    }

    static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Neither ended nor about to. */
    static boolean isActive(Pod pod) {
        return !hasEnded(pod) && !isTerminating(pod);
    }

    static boolean isPlaced(Pod pod) {
        return !Objects.requireNonNullElse(pod.getSpec().getNodeName(), "").isEmpty();
    }

    static boolean isReady(Pod pod) {
        return ready(pod).isPresent();
    }

    /** Ready for long enough to be relied upon. */
    static boolean isAvailable(Pod pod, int minReadySeconds, Instant now) {
        return ready(pod)
                .map(condition -> minReadySeconds == 0
                        || !Instant.parse(condition.getLastTransitionTime())
                                .plusSeconds(minReadySeconds)
                                .isAfter(now))
                .orElse(false);
    }

    private static Optional<PodCondition> ready(Pod pod) {
        return conditions(pod).stream()
                .filter(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"))
                .findFirst();
    }

    static List<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
    }

    static int restarts(Pod pod) {
        return pod.getStatus() == null
                ? 0
                : pod.getStatus().getContainerStatuses().stream()
                        .mapToInt(status -> Objects.requireNonNullElse(status.getRestartCount(), 0))
                        .sum();
    }

    /** When its last container ended; the pod's creation where none did. */
    static Instant endOf(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(status ->
                        status.getState() == null ? null : status.getState().getTerminated())
                .filter(Objects::nonNull)
                .map(terminated -> terminated.getFinishedAt())
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .max(Instant::compareTo)
                .orElse(Instant.parse(pod.getMetadata().getCreationTimestamp()));
    }

    static Duration untilAvailable(Pod pod, int minReadySeconds, Instant now) {
        return ready(pod)
                .map(condition -> Duration.between(
                        now, Instant.parse(condition.getLastTransitionTime()).plusSeconds(minReadySeconds)))
                .filter(left -> left.isPositive())
                .orElse(Controller.UNTIL_CHANGED);
    }
}
