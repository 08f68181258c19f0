package dev.acme.performance.operator.web.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** An object as a file to apply again: what its author wrote, without what the cluster and the schema added. */
public final class Manifest {
    private static final String OURS = "performance.acme.dev/";
    /** What was done with this object, and not what it is. */
    private static final List<String> OF_ONE_LIFE = List.of("cancel", "suspend", "rerun");

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Manifest() {}

    public static String yaml(ObjectNode found, SpecSchema schema) {
        var manifest = Json.object();
        manifest.set("apiVersion", found.path("apiVersion"));
        manifest.set("kind", found.path("kind"));
        var metadata = manifest.putObject("metadata");
        for (var key : List.of("name", "namespace")) {
            metadata.set(key, found.path("metadata").path(key));
        }
        var labels = Json.object();
        found.path("metadata").path("labels").properties().stream()
                .filter(label ->
                        !label.getKey().startsWith(OURS) && !label.getKey().equals("app.kubernetes.io/managed-by"))
                .forEach(label -> labels.set(label.getKey(), label.getValue()));
        if (!labels.isEmpty()) {
            metadata.set("labels", labels);
        }
        if (found.path("spec") instanceof ObjectNode spec) {
            var wanted = schema.withoutDefaults(spec);
            wanted.remove(OF_ONE_LIFE);
            manifest.set("spec", wanted);
        }
        return YAML.asYaml(manifest);
    }
}
