package dev.acme.performance.operator.experiment.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.operator.Runs;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Experiments to test with: the defaults that an API server fills in, but without an A/A pair, and what a test wants different. */
public final class Experiments {
    public static final String UID = "0d4f6a3e-5b1c-4f7e-8a53-7a4ad0c1b2e3";
    /** Seed 002's comparison. */
    public static final String BACKENDS = """
            factors:
            - {name: compute, path: compute.backend, values: [ecs, lambda]}
            - {name: storage, path: storage.backend, values: [s3, rds]}
            """;

    /** As an API server's default is. */
    public static final String PAIRED = "comparison: {confidencePercent: 95, minEffectPercent: 5, aa: true}\n";

    private static final String DEFAULTS = """
            repeats: 3
            order: RandomizedBlocks
            seed: 1
            cooldownSeconds: 0
            parallelism: 1
            maxRuns: 256
            strategy: Grid
            objective: {metric: requestsPerSecond}
            comparison: {confidencePercent: 95, minEffectPercent: 5, aa: false}
            suspend: false
            cancel: false
            """;

    private Experiments() {}

    /** A spec that differs from the defaults by {@code yaml}, of a template that does by {@code template}. */
    public static PerformanceExperimentSpec spec(String yaml, String template) {
        var whole = (ObjectNode) Serialization.unmarshal(DEFAULTS, JsonNode.class);
        if (!yaml.isBlank()) {
            whole.setAll((ObjectNode) Serialization.unmarshal(yaml, JsonNode.class));
        }
        whole.putObject("template")
                .set("spec", Serialization.unmarshal(Serialization.asYaml(Runs.spec(template)), JsonNode.class));
        return Serialization.unmarshal(Serialization.asYaml(whole), PerformanceExperimentSpec.class);
    }

    public static PerformanceExperimentSpec spec(String yaml) {
        return spec(yaml, "");
    }

    /** An experiment of generation 1 named {@code backends}. */
    public static PerformanceExperiment experiment(PerformanceExperimentSpec spec) {
        var experiment = new PerformanceExperiment();
        experiment.setMetadata(new ObjectMetaBuilder()
                .withNamespace("bench")
                .withName("backends")
                .withUid(UID)
                .withGeneration(1L)
                .withResourceVersion("1")
                .build());
        experiment.setSpec(spec);
        return experiment;
    }
}
