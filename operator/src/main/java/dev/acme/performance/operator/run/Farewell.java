package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.ops.EventRecorder;
import dev.acme.performance.operator.ops.RunEvent;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deleted run's way out: its workloads go first, then their pods, then the run, so that a new run of the same name never
 * meets them. After a minute the run goes in any case: whoever deletes it, or its namespace, is not kept waiting by a node
 * that is lost or an API that refuses.
 */
final class Farewell {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    /** Pods wake the reconciler when they go; this is for those that nobody watches any more. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private static final int MOST_NAMED = 10;

    private final Remnants remnants;
    private final Finalizer finalizer;
    private final EventRecorder events;
    private final Clock clock;

    Farewell(KubernetesClient client, EventRecorder events, Clock clock) {
        this.remnants = new Remnants(client);
        this.finalizer = new Finalizer(client);
        this.events = events;
        this.clock = clock;
    }

    /** Takes a deleted run one step further; when to come again, or empty where nothing is left to do. */
    Optional<Duration> of(PerformanceRun run) {
        if (!Finalizer.isOn(run)) {
            return Optional.empty();
        }
        var due = Instant.parse(run.getMetadata().getDeletionTimestamp()).plus(LIMIT);
        var left = clear(run);
        var remaining = Duration.between(clock.instant(), due);
        boolean isOverdue = !remaining.isPositive();
        if (!left.isEmpty() && !isOverdue) {
            return Optional.of(remaining.compareTo(POLL) < 0 ? remaining : POLL);
        }
        if (!left.isEmpty()) {
            report(run, left);
        }
        finalizer.takeOff(run);
        return Optional.empty();
    }

    /** Deletes what there is; the names of what is still there, or why nobody knows. */
    private List<String> clear(PerformanceRun run) {
        try {
            return remnants.clear(Attempt.of(run, Statuses.of(run).attempt()));
        } catch (KubernetesClientException e) {
            LOG.debug("cleanup failed run={}", run.getMetadata().getName(), e);
            return List.of("what could not be read or deleted: " + e.getMessage());
        }
    }

    private void report(PerformanceRun run, List<String> left) {
        String names = String.join(", ", left.subList(0, Math.min(MOST_NAMED, left.size())));
        String message =
                "deleted after %d s although %d objects are left: %s".formatted(LIMIT.toSeconds(), left.size(), names);
        LOG.warn(
                "run={}/{} {}",
                run.getMetadata().getNamespace(),
                run.getMetadata().getName(),
                message);
        events.record(new RunEvent(
                run, Statuses.of(run).attempt(), RunEvent.Type.WARNING, Reason.CLEANUP_INCOMPLETE.toString(), message));
    }
}
