package dev.acme.performance.operator.run;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The limits of a component's pods in words, such as {@code cpu 1, memory 512Mi}; they are all made alike. */
final class PodLimits {
    private PodLimits() {}

    static Optional<String> of(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .map(container -> Optional.ofNullable(container.getResources())
                        .map(ResourceRequirements::getLimits)
                        .orElse(Map.of()))
                .filter(limits -> !limits.isEmpty())
                .findFirst()
                .map(PodLimits::words);
    }

    private static String words(Map<String, Quantity> limits) {
        return new TreeMap<>(limits)
                .entrySet().stream()
                        .map(limit -> limit.getKey() + " " + Objects.toString(limit.getValue()))
                        .reduce((some, next) -> some + ", " + next)
                        .orElse("");
    }
}
