package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.admission.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads the table of the kinds that are served beside custom resources. */
final class BuiltinTypes {
    private static final List<String> OF_EVERY_KIND = List.of("metadata.name", "metadata.namespace");

    private final JsonNode table;

    private BuiltinTypes(JsonNode table) {
        this.table = table;
    }

    static List<ResourceType> all() {
        var types = new BuiltinTypes(Json.yaml(BuiltinTypes.class, "builtin-types.yaml"));
        return StreamSupport.stream(types.table.path("types").spliterator(), false)
                .map(types::type)
                .toList();
    }

    private ResourceType type(JsonNode row) {
        var id = new ResourceId(row.path("group").asText(""), row.path("plural").asText());
        String kind = row.path("kind").asText();
        var selectable = new ArrayList<>(OF_EVERY_KIND);
        selectable.addAll(texts(row.path("selectable")));
        var strategy = new BuiltinStrategy(
                kind,
                Admission.ofSchema(expanded(row.path("schema"))),
                row.path("generations").asBoolean(),
                row.path("orphans").asBoolean() ? Propagation.ORPHAN : Propagation.BACKGROUND);
        return new ResourceType(
                id,
                kind,
                !row.path("cluster").asBoolean(),
                row.path("status").asBoolean(),
                List.of("v1"),
                texts(row.path("shortNames")),
                texts(row.path("categories")),
                selectable,
                strategy);
    }

    /** Puts definitions where they are used, and lets every object keep what is not described. */
    private JsonNode expanded(JsonNode schema) {
        var used = schema.has("use")
                ? table.path("definitions").path(schema.path("use").asText())
                : schema;
        ObjectNode copy = used.deepCopy();
        copy.put("x-kubernetes-preserve-unknown-fields", true);
        if (used.path("properties") instanceof ObjectNode properties) {
            var expanded = copy.putObject("properties");
            properties.properties().forEach(e -> expanded.set(e.getKey(), expanded(e.getValue())));
        }
        if (used.has("items")) {
            copy.set("items", expanded(used.path("items")));
        }
        return copy;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
