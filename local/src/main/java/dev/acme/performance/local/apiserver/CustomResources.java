package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.admission.Admission;
import dev.acme.performance.local.admission.BadSchema;
import dev.acme.performance.local.admission.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.StreamSupport;

/** Makes a kind of a CustomResourceDefinition, and tells the definition so. */
final class CustomResources {
    static final ResourceId DEFINITIONS = new ResourceId("apiextensions.k8s.io", "customresourcedefinitions");

    private final ResourceTypes types;
    private final Update update;
    private final InstantSource clock;

    CustomResources(ResourceTypes types, Update update, InstantSource clock) {
        this.types = types;
        this.update = update;
        this.clock = clock;
    }

    /** Compiles what a definition says; refuses one that cannot be used. */
    static ResourceType compile(JsonNode definition, ResourceType ofDefinitions) {
        try {
            return type(definition);
        } catch (BadSchema e) {
            String name = definition.at("/metadata/name").asText();
            var refusal = Refusal.invalid("spec.versions", "\"\"", String.valueOf(e.getMessage()));
            throw ApiFailure.invalid(ofDefinitions, name, List.of(refusal));
        }
    }

    private static ResourceType type(JsonNode definition) {
        var spec = definition.path("spec");
        var versions = new LinkedHashSet<String>();
        var admissions = new HashMap<String, Admission>();
        var tables = new HashMap<String, TableView>();
        var selectable = new ArrayList<>(List.of("metadata.name", "metadata.namespace"));
        boolean hasStatus = false;
        for (var version : spec.path("versions")) {
            String name = version.path("name").asText();
            if (version.path("served").asBoolean()) {
                admissions.put(name, Admission.of(definition, name));
                versions.add(name);
                tables.put(name, TableView.of(version));
            }
            hasStatus |= version.path("subresources").has("status");
            version.path("selectableFields")
                    .forEach(field ->
                            selectable.add(field.path("jsonPath").asText().substring(1)));
        }
        var names = spec.path("names");
        return new ResourceType(
                new ResourceId(spec.path("group").asText(), names.path("plural").asText()),
                names.path("kind").asText(),
                spec.path("scope").asText().equals("Namespaced"),
                hasStatus,
                List.copyOf(versions),
                texts(names.path("shortNames")),
                texts(names.path("categories")),
                selectable,
                new CustomStrategy(admissions, tables, hasStatus));
    }

    /** Serves the kind from now on. */
    void establish(ResourceType type, Target definition) {
        types.add(type);
        update.change(definition, WriteOptions.USUAL, present -> established(present, type));
    }

    private ObjectNode established(JsonNode definition, ResourceType type) {
        ObjectNode copy = definition.deepCopy();
        var status = copy.putObject("status");
        status.set("acceptedNames", definition.at("/spec/names"));
        var stored = status.putArray("storedVersions");
        type.versions().forEach(stored::add);
        var conditions = status.putArray("conditions");
        conditions.add(condition("NamesAccepted", "NoConflicts", "no conflicts found"));
        conditions.add(condition("Established", "InitialNamesAccepted", "the initial names have been accepted"));
        return copy;
    }

    private ObjectNode condition(String type, String reason, String message) {
        return Json.object()
                .put("type", type)
                .put("status", "True")
                .put("lastTransitionTime", Creation.seconds(clock.instant()))
                .put("reason", reason)
                .put("message", message);
    }

    /** Serves the kind no longer. */
    void forget(JsonNode definition) {
        types.remove(new ResourceId(
                definition.at("/spec/group").asText(),
                definition.at("/spec/names/plural").asText()));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
