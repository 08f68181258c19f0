package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** A workload's number of replicas, as a small object of its own (autoscaling/v1 Scale). */
final class ScaleResource {
    private static final Set<String> KINDS = Set.of("Deployment", "ReplicaSet");

    private ScaleResource() {}

    static boolean isOf(ResourceType type) {
        return KINDS.contains(type.kind());
    }

    static ObjectNode of(JsonNode workload) {
        var scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        var metadata = scale.putObject("metadata");
        for (String field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            metadata.set(field, workload.at("/metadata/" + field));
        }
        scale.putObject("spec").set("replicas", workload.at("/spec/replicas"));
        var status = scale.putObject("status");
        status.put("replicas", workload.at("/status/replicas").asInt());
        status.put("selector", selector(workload.at("/spec/selector/matchLabels")));
        return scale;
    }

    /** The workload with the replicas that a Scale asks for. */
    static ObjectNode applied(JsonNode workload, JsonNode scale) {
        var replicas = scale.at("/spec/replicas");
        if (!replicas.canConvertToInt()) {
            throw ApiFailure.badRequest("spec.replicas: must be a number");
        }
        ObjectNode copy = workload.deepCopy();
        copy.withObject("/spec").set("replicas", replicas);
        var version = scale.at("/metadata/resourceVersion");
        if (!version.isMissingNode()) {
            copy.withObject("/metadata").set("resourceVersion", version);
        }
        return copy;
    }

    private static String selector(JsonNode labels) {
        var pairs = new TreeSet<String>();
        labels.properties()
                .forEach(label ->
                        pairs.add(label.getKey() + "=" + label.getValue().asText()));
        return String.join(",", pairs);
    }
}
