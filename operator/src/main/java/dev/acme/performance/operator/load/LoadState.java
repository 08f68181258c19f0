package dev.acme.performance.operator.load;

import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How far the load generator has come. */
public sealed interface LoadState {
    /** There is no Job. */
    record Absent() implements LoadState {}

    /** One of its pods is on its way, or waits for something that can still be mended. */
    record Starting(Optional<PodProblem> problem) implements LoadState {}

    /** It measures, with pods that are at it and some that are done already; {@code isStopping} where its end was ordered. */
    record Running(List<String> pods, List<Left> done, boolean isStopping) implements LoadState {
        public Running {
            pods = List.copyOf(pods);
            done = List.copyOf(done);
        }

        /** With one pod. */
        public Running(String pod, boolean isStopping) {
            this(List.of(pod), List.of(), isStopping);
        }
    }

    /** All its pods ended; logs and termination messages are there to be read. */
    record Ended(List<Left> pods, Optional<PodProblem> problem) implements LoadState {
        public Ended {
            pods = List.copyOf(pods);
        }

        /** With one pod. */
        public Ended(String pod, Optional<String> terminationMessage, Optional<PodProblem> problem) {
            this(List.of(new Left(pod, terminationMessage)), problem);
        }
    }

    /** What an ended pod left beside its log. */
    record Left(String pod, Optional<String> terminationMessage) {}

    /** The Job or a pod of it is gone, or was started a second time: whatever was measured counts no more. */
    record Lost(PodProblem problem) implements LoadState {}

    static LoadState of(Optional<Job> job, List<Pod> pods) {
        if (job.isEmpty()) {
            return new Absent();
        }
        // comes first: a kubelet may count the end of a pod that it evicted as a restart
        var disruption = pods.stream()
                .flatMap(pod -> PodProblem.of(pod).stream())
                .filter(problem -> problem.reason() == Reason.DISRUPTED)
                .findFirst();
        if (disruption.isPresent()) {
            return new Lost(disruption.get());
        }
        int wanted = wanted(job.get());
        if (pods.size() > wanted || pods.stream().anyMatch(LoadState::wasRestarted)) {
            return new Lost(new PodProblem(
                    Reason.POD_LOST, "the load generator was started more than once: its samples are not counted"));
        }
        if (pods.isEmpty()) {
            return started(job.get())
                    ? new Lost(new PodProblem(
                            Reason.POD_LOST, "the load generator's pod was deleted before its result was read"))
                    : new Starting(Optional.empty());
        }
        return new PodsTogether(pods.stream().map(LoadState::ofPod).toList(), wanted).state(started(job.get()));
    }

    private static LoadState ofPod(Pod pod) {
        String name = pod.getMetadata().getName();
        if (wasCutShort(pod)) {
            return new Lost(new PodProblem(Reason.POD_LOST, "the load generator's pod was deleted while it measured"));
        }
        String phase = pod.getStatus() == null
                ? "Pending"
                : Objects.requireNonNullElse(pod.getStatus().getPhase(), "Pending");
        var end = terminated(pod);
        // a kubelet leaves the phase as it was, Pending even, until nothing of the pod can run any more
        if (end.isPresent() || phase.equals("Succeeded") || phase.equals("Failed")) {
            return new Ended(name, end.map(ContainerStateTerminated::getMessage), PodProblem.of(pod));
        }
        return phase.equals("Running")
                ? new Running(name, pod.getSpec() != null && pod.getSpec().getActiveDeadlineSeconds() != null)
                : new Starting(PodProblem.of(pod));
    }

    /** Whether somebody deleted the pod before its program ended by itself: it may still print what looks like a result. */
    private static boolean wasCutShort(Pod pod) {
        if (!pod.isMarkedForDeletion()) {
            return false;
        }
        var metadata = pod.getMetadata();
        var deletedAt = Instant.parse(metadata.getDeletionTimestamp())
                .minusSeconds(Objects.requireNonNullElse(metadata.getDeletionGracePeriodSeconds(), 0L));
        return Optional.ofNullable(pod.getStatus())
                .flatMap(status -> terminated(pod))
                .map(ContainerStateTerminated::getFinishedAt)
                .filter(finishedAt -> Instant.parse(finishedAt).isBefore(deletedAt))
                .isEmpty();
    }

    private static int wanted(Job job) {
        return job.getSpec() == null
                ? 1
                : Objects.requireNonNullElse(job.getSpec().getCompletions(), 1);
    }

    private static boolean started(Job job) {
        var status = job.getStatus();
        return status != null
                && (Objects.requireNonNullElse(status.getFailed(), 0) > 0
                        || Objects.requireNonNullElse(status.getSucceeded(), 0) > 0
                        || !status.getConditions().isEmpty());
    }

    private static boolean wasRestarted(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(status -> Objects.requireNonNullElse(status.getRestartCount(), 0) > 0);
    }

    private static Optional<ContainerStateTerminated> terminated(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> LoadJobManifest.CONTAINER.equals(status.getName()))
                .flatMap(status -> Optional.ofNullable(status.getState()).map(ContainerState::getTerminated).stream())
                .findFirst();
    }
}
