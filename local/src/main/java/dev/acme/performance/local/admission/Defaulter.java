package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills in a schema's defaults, a parent's before its children's.
 *
 * <p>A null that the schema does not allow counts as absent: it takes the default where there is one and is dropped where
 * there is none (apiextensions-apiserver, schema/defaulting).
 */
final class Defaulter {
    private Defaulter() {}

    /** Fills in place. */
    static void fill(JsonNode value, Schema schema) {
        if (value instanceof ObjectNode object) {
            dropNulls(object, schema);
            addDefaults(object, schema);
            object.properties().forEach(entry -> fill(entry.getValue(), schema.child(entry.getKey())));
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (isForbiddenNull(array.get(i), schema.items())
                        && !schema.items().defaultValue().isMissingNode()) {
                    array.set(i, schema.items().defaultValue().deepCopy());
                }
                fill(array.get(i), schema.items());
            }
        }
    }

    private static void dropNulls(ObjectNode object, Schema schema) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            var child = schema.child(name);
            if (child.isPresent() && isForbiddenNull(object.path(name), child)) {
                object.remove(name);
            }
        }
    }

    private static void addDefaults(ObjectNode object, Schema schema) {
        for (var property : schema.properties()) {
            var defaultValue = new Schema(property.getValue()).defaultValue();
            if (!defaultValue.isMissingNode() && !object.has(property.getKey())) {
                object.set(property.getKey(), defaultValue.deepCopy());
            }
        }
    }

    private static boolean isForbiddenNull(JsonNode value, Schema schema) {
        return value.isNull() && !schema.isNullable();
    }
}
