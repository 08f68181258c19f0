package dev.acme.performance.operator.run;

import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Reads what exists of an attempt, and the workloads of the run's other attempts, from the API server. */
final class OffspringReader {
    private final KubernetesClient client;

    OffspringReader(KubernetesClient client) {
        this.client = client;
    }

    Offspring read(Attempt attempt) {
        var deployments = deployments(attempt);
        return new Offspring(
                attempt,
                jobs(attempt),
                deployments,
                deployments.isEmpty() ? List.of() : replicaSets(attempt),
                pods(attempt));
    }

    /** The workloads of all attempts, without their pods. */
    Offspring workloads(Attempt attempt) {
        return new Offspring(attempt, jobs(attempt), deployments(attempt), List.of(), List.of());
    }

    private List<Job> jobs(Attempt attempt) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(attempt.namespace())
                .withLabels(attempt.runSelector())
                .list()
                .getItems();
    }

    private List<Deployment> deployments(Attempt attempt) {
        return client.apps()
                .deployments()
                .inNamespace(attempt.namespace())
                .withLabels(attempt.runSelector())
                .list()
                .getItems();
    }

    private List<ReplicaSet> replicaSets(Attempt attempt) {
        return client.apps()
                .replicaSets()
                .inNamespace(attempt.namespace())
                .withLabels(attempt.selector())
                .list()
                .getItems();
    }

    private List<Pod> pods(Attempt attempt) {
        return client.pods()
                .inNamespace(attempt.namespace())
                .withLabels(attempt.selector())
                .list()
                .getItems();
    }
}
