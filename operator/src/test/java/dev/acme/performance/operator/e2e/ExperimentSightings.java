package dev.acme.performance.operator.e2e;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Every phase that the experiments of a namespace were seen in, with one line for each new message. */
final class ExperimentSightings implements Watcher<PerformanceExperiment>, AutoCloseable {
    private final List<ExperimentPhase> phases = new ArrayList<>();
    private final Consumer<String> told;
    private final Watch watch;
    private String latest = "";

    ExperimentSightings(KubernetesClient client, String namespace, Consumer<String> told) {
        this.told = told;
        this.watch = client.resources(PerformanceExperiment.class)
                .inNamespace(namespace)
                .watch(this);
    }

    /** In the order of their first sight, each as often as the phase changed. */
    synchronized List<ExperimentPhase> phases() {
        return List.copyOf(phases);
    }

    @Override
    public synchronized void eventReceived(Action action, PerformanceExperiment experiment) {
        var status = experiment.getStatus();
        if (action == Action.DELETED || status == null || status.phase() == null) {
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

    /** Whoever compares the phases misses what came after it. */
    @Override
    public void onClose(WatcherException cause) {
        told.accept("the watch ended: " + cause.getMessage());
    }

    @Override
    public void close() {
        watch.close();
    }
}
