package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a Deployment says of itself, in the words of the real controller. */
record DeploymentProgress(DeploymentSets sets, int maxUnavailable, Instant now) {
    private static final String AVAILABLE = "Available";
    private static final String PROGRESSING = "Progressing";

    DeploymentStatus status() {
        var current = sets.current();
        int present = sets.sum(DeploymentSets.Count.PRESENT);
        int available = sets.sum(DeploymentSets.Count.AVAILABLE);
        int wanted = sets.all().stream()
                .mapToInt(set -> Objects.requireNonNullElse(set.getSpec().getReplicas(), 0))
                .sum();
        var counted = new DeploymentStatusBuilder()
                .withObservedGeneration(sets.deployment().getMetadata().getGeneration())
                .withReplicas(present)
                .withUpdatedReplicas(current.map(set -> DeploymentSets.number(set, DeploymentSets.Count.PRESENT))
                        .orElse(0))
                .withReadyReplicas(sets.sum(DeploymentSets.Count.READY))
                .withAvailableReplicas(available)
                .withUnavailableReplicas(Math.max(0, Math.max(present, wanted) - available))
                .build();
        var conditions = new ArrayList<DeploymentCondition>();
        conditions.add(availability(available));
        conditions.add(progress(counted, current));
        return new DeploymentStatusBuilder(counted).withConditions(conditions).build();
    }

    private int desired() {
        return Objects.requireNonNullElse(sets.deployment().getSpec().getReplicas(), 1);
    }

    private DeploymentCondition availability(int available) {
        return available >= desired() - maxUnavailable
                ? condition(AVAILABLE, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
                : condition(
                        AVAILABLE,
                        "False",
                        "MinimumReplicasUnavailable",
                        "Deployment does not have minimum availability.");
    }

    private DeploymentCondition progress(DeploymentStatus counted, Optional<ReplicaSet> current) {
        String name = current.map(set -> set.getMetadata().getName()).orElse("");
        if (isComplete(counted)) {
            return condition(
                    PROGRESSING,
                    "True",
                    "NewReplicaSetAvailable",
                    "ReplicaSet \"" + name + "\" has successfully progressed.");
        }
        if (hasMoved(counted)) {
            return updated(
                    condition(PROGRESSING, "True", "ReplicaSetUpdated", "ReplicaSet \"" + name + "\" is progressing."));
        }
        if (untilDeadline().isNegative() || untilDeadline().isZero()) {
            return condition(
                    PROGRESSING,
                    "False",
                    "ProgressDeadlineExceeded",
                    "ReplicaSet \"" + name + "\" has timed out progressing.");
        }
        return former(PROGRESSING)
                .orElseGet(() -> condition(
                        PROGRESSING, "True", "NewReplicaSetCreated", "Created new replica set \"" + name + "\""));
    }

    private boolean isComplete(DeploymentStatus counted) {
        return counted.getUpdatedReplicas() == desired()
                && counted.getReplicas() == desired()
                && counted.getAvailableReplicas() == desired();
    }

    private boolean hasMoved(DeploymentStatus counted) {
        var before = Objects.requireNonNullElseGet(sets.deployment().getStatus(), DeploymentStatus::new);
        boolean hasMoreNew = counted.getUpdatedReplicas() > orZero(before.getUpdatedReplicas());
        boolean hasMoreReady = counted.getReadyReplicas() > orZero(before.getReadyReplicas());
        boolean hasMoreAvailable = counted.getAvailableReplicas() > orZero(before.getAvailableReplicas());
        int oldNow = counted.getReplicas() - counted.getUpdatedReplicas();
        int oldBefore = orZero(before.getReplicas()) - orZero(before.getUpdatedReplicas());
        boolean isNewTemplate = !Objects.equals(
                        before.getObservedGeneration(),
                        sets.deployment().getMetadata().getGeneration())
                && former(PROGRESSING).isPresent();
        return hasMoreNew || hasMoreReady || hasMoreAvailable || oldNow < oldBefore || isNewTemplate;
    }

    /** How long the rollout may still stand still; a day where it has no deadline or has not begun. */
    Duration untilDeadline() {
        long seconds = Objects.requireNonNullElse(sets.deployment().getSpec().getProgressDeadlineSeconds(), 600);
        return former(PROGRESSING)
                .filter(condition -> !condition.getReason().equals("NewReplicaSetAvailable"))
                .map(condition -> Instant.parse(condition.getLastUpdateTime()).plusSeconds(seconds))
                .map(deadline -> Duration.between(now, deadline))
                .orElse(Controller.UNTIL_CHANGED);
    }

    private Optional<DeploymentCondition> former(String type) {
        var status = sets.deployment().getStatus();
        List<DeploymentCondition> conditions = status == null ? List.of() : status.getConditions();
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** Keeps the times of a condition that says the same as before. */
    private DeploymentCondition condition(String type, String status, String reason, String message) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        var former = former(type);
        boolean isSame = former.filter(
                        c -> c.getStatus().equals(status) && c.getReason().equals(reason))
                .isPresent();
        if (isSame) {
            return former.get();
        }
        String transition = former.filter(c -> c.getStatus().equals(status))
                .map(DeploymentCondition::getLastTransitionTime)
                .orElse(time);
        return new DeploymentConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastUpdateTime(time)
                .withLastTransitionTime(transition)
                .build();
    }

    private DeploymentCondition updated(DeploymentCondition condition) {
        return new DeploymentConditionBuilder(condition)
                .withLastUpdateTime(now.truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
    }

    private static int orZero(Integer number) {
        return Objects.requireNonNullElse(number, 0);
    }
}
