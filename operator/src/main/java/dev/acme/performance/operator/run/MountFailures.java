package dev.acme.performance.operator.run;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Why a volume cannot be mounted, which a kubelet tells in Events only: a missing Secret leaves the pod's status silent. */
final class MountFailures {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<String> FAILURES = Set.of("FailedMount", "FailedAttachVolume");

    private final LatestEvents events;

    MountFailures(LatestEvents events) {
        this.events = events;
    }

    /** The pods; the first one that hangs carries the failure as what its container waits for. */
    List<Pod> toldBy(List<Pod> pods, Instant now) {
        var hanging = pods.stream().filter(pod -> hangs(pod, now)).findFirst();
        var told = hanging.flatMap(pod -> failure(pod).map(failure -> waitingFor(pod, failure)));
        return told.map(pod -> replaced(pods, pod)).orElse(pods);
    }

    private static List<Pod> replaced(List<Pod> pods, Pod told) {
        String uid = told.getMetadata().getUid();
        return pods.stream()
                .map(pod -> uid.equals(pod.getMetadata().getUid()) ? told : pod)
                .toList();
    }

    /** Whether a node has had the pod for a while and says nothing but that it makes the containers. */
    static boolean hangs(Pod pod, Instant now) {
        var status = pod.getStatus();
        return status != null
                && status.getStartTime() != null
                && now.isAfter(Instant.parse(status.getStartTime()).plus(PATIENCE))
                && status.getContainerStatuses().stream()
                        .findFirst()
                        .flatMap(MountFailures::waiting)
                        .filter(waiting -> "ContainerCreating".equals(waiting.getReason())
                                && Objects.requireNonNullElse(waiting.getMessage(), "")
                                        .isBlank())
                        .isPresent();
    }

    /** What was mended is followed by something else. */
    private Optional<String> failure(Pod pod) {
        return events.latest(pod)
                .filter(event -> FAILURES.contains(event.getReason()))
                .map(Event::getMessage);
    }

    private static Pod waitingFor(Pod pod, String failure) {
        return new PodBuilder(pod)
                .editStatus()
                .editFirstContainerStatus()
                .editState()
                .editWaiting()
                .withMessage(failure)
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Optional<ContainerStateWaiting> waiting(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(state -> state.getWaiting());
    }
}
