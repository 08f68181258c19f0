package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * The only writer of a run's status. A write that would change nothing is left out; a run that changed since it was read
 * is a conflict, for a stale decision must not be written.
 */
final class StatusWriter {
    private final KubernetesClient client;

    StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /** Makes {@code status} the status of {@code run} as it was read; the run as it stands afterwards. */
    PerformanceRun write(PerformanceRun run, PerformanceRunStatus status) {
        if (status.equals(Statuses.of(run))) {
            return run;
        }
        var changed = new PerformanceRun();
        changed.setMetadata(run.getMetadata());
        changed.setSpec(run.getSpec());
        changed.setStatus(status);
        return client.resource(changed).updateStatus();
    }
}
