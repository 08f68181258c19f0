package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Lists that are sets or maps hold no item, or no key, twice. */
final class UniqueItems {
    private final List<Refusal> refusals = new ArrayList<>();

    private UniqueItems() {}

    static List<Refusal> violations(JsonNode resource, Schema root) {
        var unique = new UniqueItems();
        unique.value(resource, root, FieldPath.ROOT);
        return unique.refusals;
    }

    private void value(JsonNode value, Schema schema, FieldPath path) {
        if (value instanceof ArrayNode array) {
            list(array, schema, path);
            for (int i = 0; i < array.size(); i++) {
                value(array.get(i), schema.items(), path.index(i));
            }
        } else {
            value.properties()
                    .forEach(
                            entry -> value(entry.getValue(), schema.child(entry.getKey()), path.child(entry.getKey())));
        }
    }

    private void list(ArrayNode array, Schema schema, FieldPath path) {
        if (schema.listType().equals("atomic")) {
            return;
        }
        var seen = new HashSet<JsonNode>();
        for (int i = 0; i < array.size(); i++) {
            var identity = identity(array.get(i), schema);
            if (!seen.add(identity)) {
                refusals.add(Refusal.duplicate(path.index(i).text(), identity.toString()));
            }
        }
    }

    /** What tells an item from the others: itself in a set, its keys in a map. */
    static JsonNode identity(JsonNode item, Schema list) {
        if (!list.listType().equals("map")) {
            return item;
        }
        var keys = JsonNodeFactory.instance.objectNode();
        list.listKeys().stream().filter(item::has).forEach(key -> keys.set(key, item.get(key)));
        return keys;
    }
}
