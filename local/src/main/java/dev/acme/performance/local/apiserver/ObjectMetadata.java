package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What every object's metadata consists of, and which of it the user has no say in. */
final class ObjectMetadata {
    private static final Set<String> FIELDS = Set.of(
            "name",
            "generateName",
            "namespace",
            "selfLink",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "labels",
            "annotations",
            "ownerReferences",
            "finalizers",
            "managedFields");
    private static final List<String> SET_BY_SERVER = List.of(
            "uid",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink",
            "managedFields");
    private static final List<String> KEPT = List.of(
            "uid",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generateName");

    private ObjectMetadata() {}

    /** Brings metadata into shape, in place; answers the paths of fields that do not exist. */
    static List<String> decode(ObjectNode object, String kind) {
        if (!(object.path("metadata") instanceof ObjectNode)) {
            object.putObject("metadata");
        }
        ObjectNode metadata = object.withObject("/metadata");
        var unknown = new ArrayList<String>();
        for (String name : names(metadata)) {
            if (!FIELDS.contains(name)) {
                metadata.remove(name);
                unknown.add("metadata." + name);
            } else if (isNothing(metadata.path(name))) {
                metadata.remove(name);
            }
        }
        requireTexts(metadata, "labels", kind);
        requireTexts(metadata, "annotations", kind);
        return unknown;
    }

    private static void requireTexts(ObjectNode metadata, String map, String kind) {
        for (var entry : metadata.path(map).properties()) {
            if (!entry.getValue().isTextual()) {
                String found = entry.getValue().getNodeType().toString().toLowerCase(Locale.ROOT);
                throw ApiFailure.badRequest(
                        "%s in version \"v1\" cannot be handled as a %s: json: cannot unmarshal %s into Go struct field ObjectMeta.metadata.%s of type string"
                                .formatted(kind, kind, found, map));
            }
        }
    }

    static void clearServerFields(ObjectNode metadata) {
        metadata.remove(SET_BY_SERVER);
        metadata.remove("resourceVersion");
    }

    /** Puts back what an update cannot change. */
    static void keepServerFields(ObjectNode metadata, JsonNode former) {
        metadata.remove(SET_BY_SERVER);
        for (String name : KEPT) {
            if (former.has(name)) {
                metadata.set(name, former.get(name));
            }
        }
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || (value.isContainerNode() && value.isEmpty());
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
