package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A merge that knows which lists are maps by a key, and which are sets (apimachinery, strategicpatch). */
record StrategicMerge(JsonNode document) implements Patch {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("env", "name"),
            Map.entry("volumes", "name"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("ports", "containerPort"),
            Map.entry("conditions", "type"),
            Map.entry("ownerReferences", "uid"),
            Map.entry("secrets", "name"));
    private static final String DIRECTIVE = "$patch";
    private static final String SET = "finalizers";

    @Override
    public ObjectNode applyTo(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        merge(copy, document);
        return copy;
    }

    private static void merge(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(field -> {
            String name = field.getKey();
            if (name.startsWith("$deleteFromPrimitiveList/")) {
                removeAll(into.path(name.substring(name.indexOf('/') + 1)), field.getValue());
            } else if (!name.startsWith("$")) {
                mergeField(into, name, field.getValue());
            }
        });
    }

    private static void mergeField(ObjectNode into, String name, JsonNode value) {
        if (value.isNull()) {
            into.remove(name);
        } else if (value instanceof ObjectNode object) {
            boolean isReplaced = directive(object).equals("replace");
            var child = !isReplaced && into.path(name) instanceof ObjectNode present ? present : into.putObject(name);
            merge(child, object);
        } else if (value instanceof ArrayNode list && into.path(name) instanceof ArrayNode present) {
            into.set(name, mergeList(name, present, list));
        } else {
            into.set(name, value.deepCopy());
        }
    }

    private static ArrayNode mergeList(String name, ArrayNode present, ArrayNode patch) {
        var key = Optional.ofNullable(KEYS.get(name)).map(known -> keyOf(known, patch));
        if (hasReplaceDirective(patch) || (key.isEmpty() && !name.equals(SET))) {
            ArrayNode replaced = patch.deepCopy();
            removeIf(replaced, item -> !directive(item).isEmpty());
            return replaced;
        }
        ArrayNode merged = present.deepCopy();
        for (var item : patch) {
            mergeItem(merged, item, key.orElse(""));
        }
        return merged;
    }

    private static void mergeItem(ArrayNode merged, JsonNode item, String key) {
        var same = find(merged, item, key);
        if (directive(item).equals("delete")) {
            removeIf(merged, other -> other.path(key).equals(item.path(key)));
        } else if (same instanceof ObjectNode object) {
            merge(object, item);
        } else if (same.isMissingNode()) {
            merged.add(item.deepCopy());
        }
    }

    private static JsonNode find(ArrayNode list, JsonNode item, String key) {
        for (var candidate : list) {
            boolean isSame =
                    key.isEmpty() ? candidate.equals(item) : candidate.path(key).equals(item.path(key));
            if (isSame) {
                return candidate;
            }
        }
        return MissingNode.getInstance();
    }

    /** A Service's ports are keyed by port, a container's by containerPort. */
    private static String keyOf(String known, ArrayNode patch) {
        return known.equals("containerPort") && patch.path(0).has("port") ? "port" : known;
    }

    private static boolean hasReplaceDirective(ArrayNode patch) {
        for (var item : patch) {
            if (directive(item).equals("replace")) {
                return true;
            }
        }
        return false;
    }

    private static String directive(JsonNode item) {
        return item.path(DIRECTIVE).asText("");
    }

    private static void removeAll(JsonNode list, JsonNode values) {
        if (list instanceof ArrayNode array) {
            for (var value : values) {
                removeIf(array, value::equals);
            }
        }
    }

    private static void removeIf(ArrayNode list, Predicate<JsonNode> condition) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (condition.test(list.get(i))) {
                list.remove(i);
            }
        }
    }
}
