package dev.acme.performance.operator.run;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Why a volume cannot be mounted, which a kubelet tells in Events only: a missing Secret leaves the pod's status silent. */
final class MountFailures {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Set<String> FAILURES = Set.of("FailedMount", "FailedAttachVolume");

    private final ObjectEvents events;

    MountFailures(KubernetesClient client) {
        this.events = new ObjectEvents(client);
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

    /** The latest word of the node, where it is about a volume: what was mended is followed by something else. */
    static Optional<String> failure(List<Event> events) {
        return ObjectEvents.latest(events, FAILURES);
    }

    private Optional<String> failure(Pod pod) {
        return failure(events.of(pod));
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
