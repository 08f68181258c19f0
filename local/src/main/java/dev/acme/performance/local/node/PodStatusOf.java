package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateTerminatedBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A pod's status as a kubelet writes it; pure, so that equal pods have equal statuses. */
record PodStatusOf(PodView pod, boolean isTerminating, Instant now) {
    /** The next status; conditions that say the same keep their times. */
    PodStatus after(PodStatus before) {
        String phase = pod.phase(isTerminating);
        var status = new PodStatusBuilder(before)
                .withPhase(phase)
                .withInitContainerStatuses(
                        pod.inits().stream().map(PodStatusOf::status).toList())
                .withContainerStatuses(
                        pod.containers().stream().map(PodStatusOf::status).toList())
                .withConditions(List.of(
                        condition(before, "PodReadyToStartContainers", true, "", ""),
                        initialized(before),
                        ready(before, phase, "Ready"),
                        ready(before, phase, "ContainersReady"),
                        condition(before, "PodScheduled", true, "", "")));
        if (!pod.failure().isNone() && phase.equals("Failed")) {
            status.withReason(pod.failure().reason()).withMessage(pod.failure().message());
        }
        return status.build();
    }

    private PodCondition initialized(PodStatus before) {
        String waiting = pod.inits().stream()
                .filter(init -> !init.hasSucceeded())
                .map(ContainerView::name)
                .collect(Collectors.joining(" "));
        return waiting.isEmpty()
                ? condition(before, "Initialized", true, "", "")
                : condition(
                        before,
                        "Initialized",
                        false,
                        "ContainersNotInitialized",
                        "containers with incomplete status: [" + waiting + "]");
    }

    private PodCondition ready(PodStatus before, String phase, String type) {
        if (phase.equals("Succeeded")) {
            return condition(before, type, false, "PodCompleted", "");
        }
        if (phase.equals("Failed")) {
            return condition(before, type, false, "PodFailed", "");
        }
        String unready = pod.containers().stream()
                .filter(container -> !container.isReady())
                .map(ContainerView::name)
                .collect(Collectors.joining(" "));
        return pod.isReady()
                ? condition(before, type, true, "", "")
                : condition(
                        before, type, false, "ContainersNotReady", "containers with unready status: [" + unready + "]");
    }

    private PodCondition condition(PodStatus before, String type, boolean isTrue, String reason, String message) {
        String status = isTrue ? "True" : "False";
        var same = before.getConditions().stream()
                .filter(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(status))
                .map(PodCondition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst();
        var condition = new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withLastTransitionTime(same.orElse(seconds(now)));
        if (!reason.isEmpty()) {
            condition.withReason(reason);
        }
        if (!message.isEmpty()) {
            condition.withMessage(message);
        }
        return condition.build();
    }

    private static ContainerStatus status(ContainerView container) {
        var status = new ContainerStatusBuilder()
                .withName(container.name())
                .withImage(container.image())
                .withImageID(container.imageId())
                .withReady(container.isReady())
                .withStarted(container.isStarted())
                .withRestartCount(container.restarts())
                .withState(state(container.state(), container.id()))
                .withLastState(new io.fabric8.kubernetes.api.model.ContainerState());
        if (!container.id().isEmpty()) {
            status.withContainerID(container.id());
        }
        container.formerEnds().forEach(end -> status.withLastState(state(end, "")));
        return status.build();
    }

    private static io.fabric8.kubernetes.api.model.ContainerState state(ContainerState state, String id) {
        var built = new ContainerStateBuilder();
        switch (state) {
            case ContainerState.Waiting waiting -> {
                var words = built.withNewWaiting().withReason(waiting.reason());
                (waiting.message().isEmpty() ? words : words.withMessage(waiting.message())).endWaiting();
            }
            case ContainerState.Running running ->
                built.withNewRunning()
                        .withStartedAt(seconds(running.startedAt()))
                        .endRunning();
            case ContainerState.Ended ended -> built.withTerminated(terminated(ended, id));
        }
        return built.build();
    }

    private static ContainerStateTerminated terminated(ContainerState.Ended ended, String id) {
        var built = new ContainerStateTerminatedBuilder()
                .withExitCode(ended.exitCode())
                .withReason(ended.reason())
                .withStartedAt(seconds(ended.startedAt()))
                .withFinishedAt(seconds(ended.finishedAt()));
        if (!ended.message().isEmpty()) {
            built.withMessage(ended.message());
        }
        if (!id.isEmpty()) {
            built.withContainerID(id);
        }
        return built.build();
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
