package dev.acme.performance.operator.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patches (RFC 7396). */
final class MergePatch {
    private MergePatch() {}

    /** The least patch that turns {@code before} into {@code after}; empty where they are equal. Neither holds nulls. */
    static ObjectNode between(ObjectNode before, ObjectNode after) {
        var patch = JsonNodeFactory.instance.objectNode();
        before.fieldNames().forEachRemaining(name -> {
            if (!after.has(name)) {
                patch.putNull(name);
            }
        });
        after.properties().forEach(field -> {
            JsonNode old = before.get(field.getKey());
            JsonNode value = field.getValue();
            if (old instanceof ObjectNode oldObject && value instanceof ObjectNode newObject) {
                var inner = between(oldObject, newObject);
                if (!inner.isEmpty()) {
                    patch.set(field.getKey(), inner);
                }
            } else if (!value.equals(old)) {
                patch.set(field.getKey(), value);
            }
        });
        return patch;
    }
}
