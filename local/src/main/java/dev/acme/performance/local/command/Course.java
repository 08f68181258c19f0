package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An object of a file from its creation to its end, wherever its API server is. */
record Course(KubernetesClient client, Progress progress, CompletableFuture<String> trouble, Duration timeout) {
    /** An operator that is there takes a run up within a second. */
    private static final Duration UNTIL_TAKEN_UP = Duration.ofSeconds(15);

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    static boolean isExperiment(ObjectNode object) {
        return object.path("kind").asText().equals(RunFile.EXPERIMENT);
    }

    /** As it is at its end. Throws {@link NotRunnable} where {@link #trouble} comes first. */
    JsonNode follow(ObjectNode object) {
        try (var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("taken-up").daemon().factory())) {
            var created = created(object);
            var _ = timer.schedule(() -> askWhoCares(created), UNTIL_TAKEN_UP.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return SERIALIZATION.convertValue(ended(created), JsonNode.class);
            } finally {
                timer.shutdownNow();
            }
        }
    }

    private HasMetadata created(ObjectNode object) {
        return isExperiment(object)
                ? client.resource(SERIALIZATION.convertValue(object, PerformanceExperiment.class))
                        .create()
                : client.resource(SERIALIZATION.convertValue(object, PerformanceRun.class))
                        .create();
    }

    private HasMetadata ended(HasMetadata created) {
        return switch (created) {
            case PerformanceExperiment experiment ->
                new ExperimentWatch(client, progress, trouble).follow(experiment, timeout);
            case PerformanceRun run -> {
                try (var watch = new RunWatch(client, progress, trouble)) {
                    yield watch.follow(run, timeout);
                }
            }
            default -> throw new IllegalStateException(created.getKind());
        };
    }

    private void askWhoCares(HasMetadata created) {
        var now = SERIALIZATION.convertValue(client.resource(created).get(), JsonNode.class);
        if (now != null && now.at("/status/phase").isMissingNode()) {
            var meta = created.getMetadata();
            progress.say("%s: no operator has taken it up: is one installed, and does it watch namespace %s?"
                    .formatted(meta.getName(), meta.getNamespace()));
        }
    }
}
