package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An object in the API version it was asked for; versions of one kind differ in nothing but their name here. */
final class VersionOf {
    private VersionOf() {}

    /** A tree that must not be changed. */
    static JsonNode shown(JsonNode stored, Target target) {
        String wanted = target.type().apiVersion(target.version());
        if (stored.path("apiVersion").asText().equals(wanted)) {
            return stored;
        }
        return withApiVersion(stored.deepCopy(), target);
    }

    static ObjectNode withApiVersion(ObjectNode object, Target target) {
        return object.put("apiVersion", target.type().apiVersion(target.version()));
    }
}
