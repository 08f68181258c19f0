package dev.acme.performance.operator.run;

import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods of others on the nodes of an attempt, and which of them came or went while it was measured (rule H-24). */
record Neighbours(List<Pod> pods) {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final int MOST_NAMED = 3;

    Neighbours {
        pods = List.copyOf(pods);
    }

    /** Of all pods on the nodes, those that are not the attempt's own. */
    static Neighbours of(Attempt attempt, List<Pod> onNodes) {
        var own = attempt.selector().entrySet();
        return new Neighbours(onNodes.stream()
                .filter(pod -> !Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of())
                        .entrySet()
                        .containsAll(own))
                .toList());
    }

    /** Those that run still. */
    int present() {
        return (int) pods.stream().filter(pod -> !ENDED.contains(phase(pod))).count();
    }

    /** Why the numbers are to be doubted, if pods started or ended from {@code start} to {@code end}. */
    Optional<String> noise(Instant start, Instant end) {
        var moved = pods.stream()
                .filter(pod -> instants(pod).anyMatch(at -> !at.isBefore(start) && !at.isAfter(end)))
                .map(HasMetadata::getMetadata)
                .map(metadata -> metadata.getNamespace() + "/" + metadata.getName())
                .sorted()
                .toList();
        return moved.isEmpty()
                ? Optional.empty()
                : Optional.of("Noisy: " + moved.size() + " other pods started or ended on the same nodes meanwhile: "
                        + moved.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (moved.size() > MOST_NAMED ? ", …" : ""));
    }

    private static Stream<Instant> instants(Pod pod) {
        var status = pod.getStatus();
        if (status == null) {
            return Stream.empty();
        }
        var ends = Objects.requireNonNullElse(status.getContainerStatuses(), List.<ContainerStatus>of()).stream()
                .map(ContainerStatus::getState)
                .filter(state -> state != null && state.getTerminated() != null)
                .map(state -> state.getTerminated())
                .map(ContainerStateTerminated::getFinishedAt);
        return Stream.concat(Stream.ofNullable(status.getStartTime()), ends)
                .filter(Objects::nonNull)
                .flatMap(text -> parsed(text).stream());
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String phase(Pod pod) {
        return pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    }
}
