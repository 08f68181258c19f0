package dev.acme.performance.operator.run;

import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a run has left in the cluster, of any attempt. */
final class Remnants {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private final KubernetesClient client;
    private final OffspringReader offspring;
    private final Children children;

    Remnants(KubernetesClient client) {
        this.client = client;
        this.offspring = new OffspringReader(client);
        this.children = new Children(client);
    }

    /** Deletes the workloads that exist; names of those, and of pods that may still run. */
    List<String> clear(Attempt attempt) {
        var workloads = WorldObserver.workloads(offspring.workloads(attempt));
        children.delete(attempt, workloads);
        return Stream.concat(
                        workloads.stream().map(workload -> workload.kind() + " " + workload.name()),
                        pods(attempt).stream())
                .toList();
    }

    /** Pods that may still run. A label is enough here: who forges it delays his own run's end, by a minute at most. */
    List<String> pods(Attempt attempt) {
        return client
                .pods()
                .inNamespace(attempt.namespace())
                .withLabels(attempt.runSelector())
                .list()
                .getItems()
                .stream()
                .filter(Remnants::mayRun)
                .map(HasMetadata::getMetadata)
                .map(metadata -> "POD " + metadata.getName())
                .toList();
    }

    private static boolean mayRun(Pod pod) {
        return pod.getStatus() == null
                || !ENDED.contains(String.valueOf(pod.getStatus().getPhase()));
    }
}
