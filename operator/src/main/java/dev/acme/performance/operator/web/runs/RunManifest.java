package dev.acme.performance.operator.web.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.web.cluster.SpecSchema;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Problem.FieldError;
import dev.acme.performance.operator.web.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a manifest that a client sent; names every field that does not belong there. */
final class RunManifest {
    private static final Map<String, String> CONSTANTS =
            Map.of("apiVersion", PerformanceRun.GROUP + "/" + PerformanceRun.VERSION, "kind", "PerformanceRun");
    private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata", "spec");
    private static final Set<String> METADATA = Set.of("namespace", "name", "generateName", "labels", "annotations");
    /** The operator says by them whose a run is. */
    private static final String OURS = "performance.acme.dev/";

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final int LONGEST_PREFIX = 29;

    private final SpecSchema schema;

    RunManifest(SpecSchema schema) {
        this.schema = schema;
    }

    RunOrder read(ObjectNode body, Optional<String> key) {
        var errors = new ArrayList<FieldError>();
        unknown(body, TOP, "", errors);
        CONSTANTS.forEach((field, value) -> {
            if (body.has(field) && !body.path(field).asText().equals(value)) {
                errors.add(new FieldError(field, "must be " + value));
            }
        });
        var metadata = body.path("metadata");
        if (!metadata.isObject()) {
            errors.add(new FieldError("metadata", "must be an object"));
        }
        unknown(metadata, METADATA, "metadata.", errors);
        if (!(body.path("spec") instanceof ObjectNode)) {
            errors.add(new FieldError("spec", "must be an object"));
        }
        errors.addAll(schema.unknownFields(body.path("spec")));
        var labels = words(metadata, "labels", errors);
        var annotations = words(metadata, "annotations", errors);
        if (!errors.isEmpty()) {
            throw Problem.ofFields(Problem.Kind.BAD_REQUEST, "the manifest has fields that are not valid", errors)
                    .refusal();
        }
        var name = text(metadata, "name").map(it -> Route.checkedName("metadata.name", it));
        var prefix = text(metadata, "generateName").orElse("run-");
        Route.checkedName("metadata.generateName", prefix + "0");
        if (prefix.length() > LONGEST_PREFIX) {
            throw Problem.of(Problem.Kind.BAD_REQUEST, "metadata.generateName has at most 29 characters")
                    .refusal();
        }
        return new RunOrder(
                Route.checkedName(
                        "metadata.namespace", text(metadata, "namespace").orElse("")),
                name,
                prefix,
                labels,
                annotations,
                (ObjectNode) body.path("spec"),
                key);
    }

    private static void unknown(JsonNode object, Set<String> known, String path, List<FieldError> errors) {
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                errors.add(new FieldError(path + field, "unknown field"));
            }
        });
    }

    private static ObjectNode words(JsonNode metadata, String field, List<FieldError> errors) {
        var words = Json.object();
        metadata.path(field).properties().forEach(word -> {
            String at = "metadata." + field + "." + word.getKey();
            if (word.getKey().startsWith(OURS) || word.getKey().equals(MANAGED_BY)) {
                errors.add(new FieldError(at, "is the operator's own"));
            } else if (!word.getValue().isTextual()) {
                errors.add(new FieldError(at, "must be a string"));
            } else {
                words.put(word.getKey(), word.getValue().asText());
            }
        });
        return words;
    }

    private static Optional<String> text(JsonNode metadata, String field) {
        return Optional.of(metadata.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
