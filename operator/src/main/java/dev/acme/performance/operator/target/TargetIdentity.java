package dev.acme.performance.operator.target;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which service exactly is measured: the Deployment's generation, the revision of its pods' template and, by UID, how often
 * each live pod was restarted. The load Job carries it as it was when the load began, so that the end of the load can be
 * held against it.
 */
public record TargetIdentity(long generation, String revision, SortedMap<String, Integer> restartsByPod) {
    private static final String ANNOTATION = "performance.acme.dev/target";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final Pattern WRITTEN = Pattern.compile("\\d{1,18}/\\d{0,18}(;[^;=]{1,64}=\\d{1,9})*");

    public TargetIdentity {
        restartsByPod = Collections.unmodifiableSortedMap(new TreeMap<>(restartsByPod));
    }

    static TargetIdentity of(Deployment deployment, List<Pod> pods) {
        var restarts = new TreeMap<String, Integer>();
        pods.stream()
                .filter(TargetIdentity::isLive)
                .forEach(pod -> restarts.put(pod.getMetadata().getUid(), restarts(pod)));
        return new TargetIdentity(
                Objects.requireNonNullElse(deployment.getMetadata().getGeneration(), 0L),
                Optional.ofNullable(deployment.getMetadata().getAnnotations())
                        .map(annotations -> annotations.get(REVISION))
                        .orElse(""),
                restarts);
    }

    /** The identity that a load Job carries; empty where it carries none that can be read. */
    public static Optional<TargetIdentity> on(HasMetadata job) {
        return Optional.ofNullable(job.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ANNOTATION))
                .filter(text -> WRITTEN.matcher(text).matches())
                .map(TargetIdentity::parse);
    }

    /** The Job, carrying this identity. */
    public Job writtenOn(Job job) {
        return new JobBuilder(job)
                .editMetadata()
                .addToAnnotations(ANNOTATION, text())
                .endMetadata()
                .build();
    }

    /** What became different since this identity was taken, in one sentence; empty where nothing did. */
    public Optional<String> changes(Optional<Deployment> deployment, List<Pod> pods, Replicas wanted) {
        if (deployment.isEmpty()) {
            return Optional.of("its Deployment was deleted");
        }
        var now = of(deployment.get(), pods);
        var gone = difference(restartsByPod.keySet(), now.restartsByPod.keySet());
        var added = difference(now.restartsByPod.keySet(), restartsByPod.keySet());
        var restarted = now.restartedSince(this);
        boolean isEdited = wanted.isFixed() ? generation != now.generation : !revision.equals(now.revision);
        boolean isScaled = !wanted.isFixed() && !haveFailed(gone, pods) && isScaled(gone, added, now);
        String changes = Stream.of(
                        isEdited ? "its Deployment was changed" : "",
                        isScaled || gone.isEmpty() ? "" : gone.size() + " of its pods ended",
                        isScaled || added.isEmpty() ? "" : added.size() + " pods came anew",
                        restarted.isEmpty() ? "" : restarted.size() + " of its pods were restarted")
                .filter(change -> !change.isEmpty())
                .collect(joining(", "));
        var concerned = Stream.of(gone, added, restarted).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
        return Optional.of(changes).filter(text -> !text.isEmpty()).map(text -> text + problem(concerned, pods));
    }

    /**
     * Whether an autoscaler may have done this. It changes the Deployment each time, so once to take pods away and once more
     * to add others; a pod that somebody else took away is replaced without a change.
     */
    private boolean isScaled(Set<String> gone, Set<String> added, TargetIdentity now) {
        return gone.isEmpty() || added.isEmpty() || now.generation >= generation + 2;
    }

    /** Whether somebody else than an autoscaler ended one: it deletes pods, which may end with any exit code then. */
    private static boolean haveFailed(Set<String> uids, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> uids.contains(pod.getMetadata().getUid()))
                .anyMatch(pod -> !pod.isMarkedForDeletion() || isDisrupted(pod));
    }

    private static boolean isDisrupted(Pod pod) {
        return PodProblem.of(pod)
                .filter(problem -> problem.reason() == Reason.DISRUPTED)
                .isPresent();
    }

    private Set<String> restartedSince(TargetIdentity before) {
        return restartsByPod.entrySet().stream()
                .filter(pod -> pod.getValue() > before.restartsByPod.getOrDefault(pod.getKey(), pod.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String problem(Set<String> uids, List<Pod> pods) {
        var concerned = pods.stream()
                .filter(pod -> uids.contains(pod.getMetadata().getUid()))
                .toList();
        return PodProblem.of(concerned)
                .map(problem -> "; " + problem.reason() + ": " + problem.message())
                .orElse("");
    }

    private String text() {
        return Stream.concat(
                        Stream.of(generation + "/" + revision),
                        restartsByPod.entrySet().stream().map(pod -> pod.getKey() + "=" + pod.getValue()))
                .collect(joining(";"));
    }

    private static TargetIdentity parse(String text) {
        var parts = List.of(text.split(";"));
        var restarts = new TreeMap<String, Integer>();
        parts.stream()
                .skip(1)
                .map(part -> part.split("="))
                .forEach(pod -> restarts.put(pod[0], Integer.valueOf(pod[1])));
        var deployment = parts.getFirst().split("/", 2);
        return new TargetIdentity(Long.parseLong(deployment[0]), deployment[1], restarts);
    }

    private static boolean isLive(Pod pod) {
        var status = pod.getStatus();
        boolean hasEnded =
                status != null && ("Failed".equals(status.getPhase()) || "Succeeded".equals(status.getPhase()));
        return !hasEnded && !pod.isMarkedForDeletion();
    }

    private static int restarts(Pod pod) {
        return pod.getStatus() == null
                ? 0
                : pod.getStatus().getContainerStatuses().stream()
                        .mapToInt(container -> Objects.requireNonNullElse(container.getRestartCount(), 0))
                        .sum();
    }

    private static Set<String> difference(Set<String> these, Set<String> those) {
        return these.stream().filter(uid -> !those.contains(uid)).collect(Collectors.toUnmodifiableSet());
    }
}
