package dev.acme.performance.operator.web.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.web.http.Problem.FieldError;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the schema of a kind says of {@code spec}: which fields there are, and their defaults. */
public final class SpecSchema {
    private final JsonNode spec;

    private SpecSchema(JsonNode spec) {
        this.spec = spec;
    }

    public static SpecSchema of(dev.acme.performance.operator.web.access.Right.Objects kind) {
        var file = "/crd/" + kind + "." + PerformanceRun.GROUP + "-v1.yaml";
        var definition = new KubernetesSerialization()
                .unmarshal(
                        Objects.requireNonNull(PerformanceRun.class.getResourceAsStream(file), file), JsonNode.class);
        return new SpecSchema(definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"));
    }

    /** OpenAPI v3, as the CustomResourceDefinition has it. */
    public JsonNode tree() {
        return spec;
    }

    /** Every field that the schema does not know: the API server would drop it without a word. */
    public List<FieldError> unknownFields(JsonNode value) {
        var errors = new ArrayList<FieldError>();
        unknown(value, spec, "spec", errors);
        return errors;
    }

    private static void unknown(JsonNode value, JsonNode schema, String path, List<FieldError> errors) {
        var properties = schema.path("properties");
        if (value.isObject() && properties.isObject()) {
            value.properties().forEach(field -> {
                String at = path + "." + field.getKey();
                if (properties.has(field.getKey())) {
                    unknown(field.getValue(), properties.path(field.getKey()), at, errors);
                } else {
                    errors.add(new FieldError(at, "unknown field"));
                }
            });
        }
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            unknown(value.path(i), schema.path("items"), path + "[" + i + "]", errors);
        }
    }

    /** What somebody would write who wants the same: without fields that have their defaults. */
    public ObjectNode withoutDefaults(ObjectNode value) {
        var copy = value.deepCopy();
        strip(copy, spec);
        return copy;
    }

    private static void strip(ObjectNode value, JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            var child = value.path(name);
            if (child instanceof ObjectNode object) {
                strip(object, property.getValue());
            }
            boolean isEmptied =
                    child.isObject() && child.isEmpty() && property.getValue().has("default");
            if (isEmptied || (child.isArray() && child.isEmpty()) || isDefault(child, property.getValue())) {
                value.remove(name);
            }
        });
    }

    private static boolean isDefault(JsonNode value, JsonNode schema) {
        var standard = schema.path("default");
        return !standard.isMissingNode()
                && !value.isMissingNode()
                && !value.isContainerNode()
                && standard.asText().equals(value.asText());
    }
}
