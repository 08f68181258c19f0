package dev.acme.performance.operator.e2e;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Every phase that the one experiment of a namespace was seen in, with one line for each new message. */
final class ExperimentSightings implements ResourceEventHandler<PerformanceExperiment>, AutoCloseable {
    private final List<ExperimentPhase> phases = new ArrayList<>();
    private final Consumer<String> told;
    private final SharedIndexInformer<PerformanceExperiment> informer;
    private String latest = "";

    ExperimentSightings(KubernetesClient client, String namespace, Consumer<String> told) {
        this.told = told;
        this.informer = client.resources(PerformanceExperiment.class)
                .inNamespace(namespace)
                .inform(this);
    }

    /** In the order of their first sight, each as often as the phase changed. */
    synchronized List<ExperimentPhase> phases() {
        return List.copyOf(phases);
    }

    @Override
    public void onAdd(PerformanceExperiment experiment) {
        came(experiment);
    }

    @Override
    public void onUpdate(PerformanceExperiment before, PerformanceExperiment after) {
        came(after);
    }

    @Override
    public void onDelete(PerformanceExperiment experiment, boolean isStateUnknown) {
        told.accept(experiment.getMetadata().getName() + " is gone");
    }

    @Override
    public void close() {
        informer.close();
    }

    private synchronized void came(PerformanceExperiment experiment) {
        var status = experiment.getStatus();
        if (status == null || status.phase() == null) {
            return;
        }
        if (phases.isEmpty() || phases.getLast() != status.phase()) {
            phases.add(status.phase());
        }
        String line = "%s %d/%d failed=%d invalid=%d \"%s\""
                .formatted(
                        status.phase(),
                        status.completed(),
                        status.total(),
                        status.failed(),
                        status.invalid(),
                        Objects.requireNonNullElse(status.message(), ""));
        if (!line.equals(latest)) {
            latest = line;
            told.accept(line);
        }
    }
}
