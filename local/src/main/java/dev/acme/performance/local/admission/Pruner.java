package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Removes every field that a schema does not know, and names it. */
final class Pruner {
    private static final Set<String> OF_EVERY_RESOURCE = Set.of("apiVersion", "kind", "metadata");

    private final List<String> unknown = new ArrayList<>();

    private Pruner() {}

    /** Prunes in place; answers the paths that went, in the object's order. */
    static List<String> prune(ObjectNode resource, Schema root) {
        var pruner = new Pruner();
        pruner.object(resource, root, FieldPath.ROOT, true);
        return pruner.unknown;
    }

    private void value(JsonNode value, Schema schema, FieldPath path) {
        if (value instanceof ObjectNode object) {
            object(object, schema, path, schema.isEmbeddedResource());
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                value(array.get(i), schema.items(), path.index(i));
            }
        }
    }

    private void object(ObjectNode object, Schema schema, FieldPath path, boolean isResource) {
        for (String name : List.copyOf(names(object))) {
            if (isResource && OF_EVERY_RESOURCE.contains(name)) {
                continue;
            }
            var child = schema.child(name);
            if (child.isPresent()) {
                value(object.path(name), child, path.child(name));
            } else if (!schema.keepsUnknown()) {
                object.remove(name);
                unknown.add(path.child(name).text());
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
