package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a Job's podFailurePolicy says of one failed pod. */
record FailureRules(List<PodFailurePolicyRule> rules) {
    static FailureRules of(PodFailurePolicy policy) {
        return new FailureRules(policy == null ? List.of() : policy.getRules());
    }

    /** What a failed pod means for its Job. */
    sealed interface Effect {
        /** It counts against the limit. */
        record Count() implements Effect {}

        /** It does not count. */
        record Ignore() implements Effect {}

        /** The Job has failed. */
        record FailJob(String message) implements Effect {}
    }

    /** The first rule that matches decides; a pod that none matches counts. */
    Effect effectOf(Pod pod) {
        for (int i = 0; i < rules.size(); i++) {
            var match = match(rules.get(i), pod);
            if (match.isPresent()) {
                return effect(rules.get(i).getAction(), match.get() + " at index " + i);
            }
        }
        return new Effect.Count();
    }

    private static Effect effect(String action, String message) {
        return switch (action) {
            case "FailJob" -> new Effect.FailJob(message);
            case "Ignore" -> new Effect.Ignore();
            default -> new Effect.Count();
        };
    }

    private static Optional<String> match(PodFailurePolicyRule rule, Pod pod) {
        return rule.getOnExitCodes() != null ? matchExitCode(rule, pod) : matchCondition(rule, pod);
    }

    private static Optional<String> matchExitCode(PodFailurePolicyRule rule, Pod pod) {
        var wanted = rule.getOnExitCodes();
        boolean isIn = wanted.getOperator().equals("In");
        return containers(pod)
                .filter(status -> wanted.getContainerName() == null
                        || wanted.getContainerName().equals(status.getName()))
                .filter(status -> {
                    int code = exitCode(status);
                    return code != 0 && wanted.getValues().contains(code) == isIn;
                })
                .findFirst()
                .map(status -> "Container %s for pod %s/%s failed with exit code %d matching %s rule"
                        .formatted(
                                status.getName(),
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getName(),
                                exitCode(status),
                                rule.getAction()));
    }

    private static Optional<String> matchCondition(PodFailurePolicyRule rule, Pod pod) {
        return rule.getOnPodConditions().stream()
                .filter(pattern -> PodFacts.conditions(pod).stream()
                        .anyMatch(condition -> condition.getType().equals(pattern.getType())
                                && condition.getStatus().equals(pattern.getStatus())))
                .findFirst()
                .map(pattern -> "Pod %s/%s has condition %s matching %s rule"
                        .formatted(
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getName(),
                                pattern.getType(),
                                rule.getAction()));
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return Stream.concat(
                pod.getStatus().getContainerStatuses().stream(), pod.getStatus().getInitContainerStatuses().stream());
    }

    private static int exitCode(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(state -> state.getTerminated())
                .map(ContainerStateTerminated::getExitCode)
                .map(code -> Objects.requireNonNullElse(code, 0))
                .orElse(0);
    }
}
