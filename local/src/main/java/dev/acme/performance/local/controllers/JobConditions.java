package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a Job: they come and hardly ever go. */
final class JobConditions {
    static final String COMPLETE = "Complete";
    static final String FAILED = "Failed";
    static final String SUCCESS_MET = "SuccessCriteriaMet";
    static final String FAILURE_TARGET = "FailureTarget";

    private final List<JobCondition> conditions;
    private final String time;

    JobConditions(JobStatus status, Instant now) {
        this.conditions = new ArrayList<>(status.getConditions());
        this.time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    boolean isTrue(String type) {
        return find(type)
                .filter(condition -> condition.getStatus().equals("True"))
                .isPresent();
    }

    boolean hasEnded() {
        return isTrue(COMPLETE) || isTrue(FAILED);
    }

    Optional<JobCondition> find(String type) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    void set(String type, boolean isTrue, String reason, String message) {
        String status = isTrue ? "True" : "False";
        if (find(type).filter(condition -> condition.getStatus().equals(status)).isPresent()) {
            return;
        }
        conditions.removeIf(condition -> condition.getType().equals(type));
        conditions.add(new JobConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastProbeTime(time)
                .withLastTransitionTime(time)
                .build());
    }

    List<JobCondition> list() {
        return List.copyOf(conditions);
    }
}
