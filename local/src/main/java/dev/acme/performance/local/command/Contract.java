package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.local.admission.Admission;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The project's own kinds, as their definitions say what may stand in them. */
final class Contract {
    private static final Map<String, String> FILES = Map.of(
            RunFile.RUN, "/crd/performanceruns.performance.acme.dev-v1.yaml",
            RunFile.EXPERIMENT, "/crd/performanceexperiments.performance.acme.dev-v1.yaml");

    private Contract() {}

    /** The definition of each kind. */
    static List<InputStream> definitions() {
        return FILES.values().stream().map(Contract::open).toList();
    }

    /** What is asked of an object of {@code kind}. */
    static Admission admission(String kind) {
        var file = open(Objects.requireNonNull(FILES.get(kind), kind));
        return Admission.of(new KubernetesSerialization().unmarshal(file, JsonNode.class), PerformanceRun.VERSION);
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(PerformanceRun.class.getResourceAsStream(file), file);
    }
}
