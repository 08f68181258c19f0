package dev.acme.performance.operator.run;

import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a Job has no pod, which its controller tells in Events only: a quota, Pod Security or a service account that is
 * missing. Each can be mended while the Job waits.
 */
final class MissingPods {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<String> FAILURES = Set.of("FailedCreate");

    private final ObjectEvents events;

    MissingPods(KubernetesClient client) {
        this.events = new ObjectEvents(client);
    }

    Optional<PodProblem> of(Optional<Job> job, List<Pod> pods, Instant now) {
        return job.filter(it -> pods.isEmpty() && isDue(it, now))
                .flatMap(it -> ObjectEvents.latest(events.of(it), FAILURES))
                .map(message -> new PodProblem(Reason.REFUSED, "the API server refused a pod: " + message));
    }

    private static boolean isDue(Job job, Instant now) {
        return now.isAfter(
                Instant.parse(job.getMetadata().getCreationTimestamp()).plus(PATIENCE));
    }
}
