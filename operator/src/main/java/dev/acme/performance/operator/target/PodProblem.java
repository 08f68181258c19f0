package dev.acme.performance.operator.target;

import dev.acme.performance.exchange.PlainText;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps a pod from doing its work, in the words of its status. */
public record PodProblem(Reason reason, String message) {
    /** A container that failed this often is not starting any more. */
    private static final int CRASHES = 3;

    private static final int KILLED = 137;

    public PodProblem {
        // a termination message is a program's own word
        message = PlainText.of(message);
    }

    /** The first problem of the pods, in the order in which a pod comes to life. */
    public static Optional<PodProblem> of(List<Pod> pods) {
        return pods.stream().flatMap(pod -> of(pod).stream()).findFirst();
    }

    /** Empty where the pod is on its way, running, or ended well. */
    public static Optional<PodProblem> of(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return Stream.of(disrupted(pod), unschedulable(pod), containers(pod))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether waiting can help: an administrator may still mend it, without touching the run. */
    public boolean isMendable() {
        return switch (reason) {
            case IMAGE_UNAVAILABLE, UNSCHEDULABLE, CONFIGURATION_MISSING, REFUSED -> true;
            default -> false;
        };
    }

    private static Optional<PodProblem> disrupted(Pod pod) {
        var status = pod.getStatus();
        var order = status.getConditions().stream()
                .filter(condition -> "DisruptionTarget".equals(condition.getType()) && isTrue(condition))
                .findFirst();
        if (order.isEmpty() && !"Evicted".equals(status.getReason()) && !isRefusedByNode(pod)) {
            return Optional.empty();
        }
        String ordered = order.map(PodCondition::getMessage).orElse("no reason is told");
        return Optional.of(new PodProblem(
                Reason.DISRUPTED,
                "pod " + pod.getMetadata().getName() + " was taken from its node: "
                        + text(text(ordered, status.getReason()), status.getMessage())));
    }

    /** A node that has no room left, shuts down, or lost touch ends a pod without a word about its containers. */
    private static boolean isRefusedByNode(Pod pod) {
        var status = pod.getStatus();
        return "Failed".equals(status.getPhase())
                && !text("", status.getReason()).isEmpty()
                && !"DeadlineExceeded".equals(status.getReason())
                && status.getContainerStatuses().stream()
                        .noneMatch(container -> Optional.ofNullable(container.getState())
                                .map(ContainerState::getTerminated)
                                .isPresent());
    }

    private static Optional<PodProblem> unschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && "Unschedulable".equals(condition.getReason()))
                .findFirst()
                .map(condition -> new PodProblem(
                        Reason.UNSCHEDULABLE, "no node takes the pod: " + text("", condition.getMessage())));
    }

    private static Optional<PodProblem> containers(Pod pod) {
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .flatMap(container -> container(container).stream())
                .findFirst();
    }

    private static Optional<PodProblem> container(ContainerStatus status) {
        var waiting = waitingReason(status);
        var terminated = terminated(status);
        return switch (waiting) {
            case "ErrImagePull",
                    "ImagePullBackOff",
                    "InvalidImageName",
                    "ErrImageNeverPull",
                    "ImageInspectError",
                    "RegistryUnavailable",
                    "SignatureValidationFailed" ->
                Optional.of(new PodProblem(
                        Reason.IMAGE_UNAVAILABLE,
                        "image " + status.getImage() + ": "
                                + text(waiting, status.getState().getWaiting().getMessage())));
            case "CreateContainerConfigError", "CreateContainerError" ->
                Optional.of(new PodProblem(
                        Reason.CONFIGURATION_MISSING,
                        "container " + status.getName() + ": "
                                + text(waiting, status.getState().getWaiting().getMessage())));
            case "ContainerCreating" -> unmounted(status).or(() -> terminated);
            default -> terminated;
        };
    }

    /** A container is made in silence, unless a volume that it needs cannot be mounted. */
    private static Optional<PodProblem> unmounted(ContainerStatus status) {
        return Optional.of(text("", status.getState().getWaiting().getMessage()))
                .filter(message -> !message.isEmpty())
                .map(message ->
                        new PodProblem(Reason.CONFIGURATION_MISSING, "container " + status.getName() + ": " + message));
    }

    private static Optional<PodProblem> terminated(ContainerStatus status) {
        var last = Stream.of(status.getState(), status.getLastState())
                .flatMap(state -> Optional.ofNullable(state).map(ContainerState::getTerminated).stream())
                .findFirst();
        if (last.isEmpty() || last.get().getExitCode() == 0) {
            return Optional.empty();
        }
        var end = last.get();
        String what = "container " + status.getName() + " ended with exit code " + end.getExitCode();
        String why = end.getMessage() == null || end.getMessage().isBlank()
                ? ""
                : ": " + end.getMessage().strip();
        if ("OOMKilled".equals(end.getReason())) {
            return Optional.of(
                    new PodProblem(Reason.OUT_OF_MEMORY, what + " (OOMKilled): it needs more than its memory limit"));
        }
        if (status.getRestartCount() >= CRASHES) {
            return Optional.of(
                    new PodProblem(Reason.CRASH_LOOP, what + why + " after " + status.getRestartCount() + " restarts"));
        }
        String killed = end.getExitCode() == KILLED ? " (killed)" : "";
        return Optional.of(new PodProblem(Reason.PROGRAM_FAILED, what + killed + why));
    }

    private static String waitingReason(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getWaiting)
                .map(waiting -> text("", waiting.getReason()))
                .orElse("");
    }

    private static boolean isTrue(PodCondition condition) {
        return "True".equals(condition.getStatus());
    }

    private static String text(String fallback, String value) {
        return value == null || value.isBlank() ? fallback : value.strip();
    }
}
