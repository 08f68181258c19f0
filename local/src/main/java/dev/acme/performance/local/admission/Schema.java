package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** One node of an openAPIV3Schema; where a part is absent its JSON is a missing node. */
record Schema(JsonNode json) {
    static final Schema NONE = new Schema(MissingNode.getInstance());

    boolean isPresent() {
        return json.isObject();
    }

    String type() {
        return json.path("type").asText("");
    }

    Iterable<Map.Entry<String, JsonNode>> properties() {
        return json.path("properties").properties();
    }

    Schema property(String name) {
        return new Schema(json.path("properties").path(name));
    }

    Schema items() {
        return new Schema(json.path("items"));
    }

    /** The schema of further keys; absent where there may be none, or any. */
    Schema additional() {
        return new Schema(json.path("additionalProperties"));
    }

    /** The schema of a key, declared or further. */
    Schema child(String name) {
        var declared = property(name);
        return declared.isPresent() ? declared : additional();
    }

    boolean keepsUnknown() {
        return json.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                || json.path("additionalProperties").asBoolean();
    }

    boolean isEmbeddedResource() {
        return json.path("x-kubernetes-embedded-resource").asBoolean();
    }

    boolean isIntOrString() {
        return json.path("x-kubernetes-int-or-string").asBoolean();
    }

    boolean isNullable() {
        return json.path("nullable").asBoolean();
    }

    JsonNode defaultValue() {
        return json.path("default");
    }

    String listType() {
        return json.path("x-kubernetes-list-type").asText("atomic");
    }

    List<String> listKeys() {
        return StreamSupport.stream(json.path("x-kubernetes-list-map-keys").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    JsonNode rules() {
        return json.path("x-kubernetes-validations");
    }

    String format() {
        return json.path("format").asText("");
    }
}
