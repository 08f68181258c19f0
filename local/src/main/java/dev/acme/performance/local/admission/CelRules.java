package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The x-kubernetes-validations of a schema, evaluated wherever the object has a value. */
final class CelRules {
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

    private final Schema root;
    private final IdentityHashMap<JsonNode, List<CelRule>> rules = new IdentityHashMap<>();

    /** @throws BadSchema where a rule does not compile */
    CelRules(Schema root) {
        this.root = root;
        if (!root.json().findValues("x-kubernetes-validations").isEmpty()) {
            compile(root.json(), environment());
        }
    }

    private static Cel environment() {
        var quantities = new QuantityLibrary();
        return CelFactory.plannerCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(
                        CelExtensions.strings(), CelExtensions.optional(), CelExtensions.sets(OPTIONS), quantities)
                .addRuntimeLibraries(
                        CelExtensions.strings(), CelExtensions.optional(), CelExtensions.sets(OPTIONS), quantities)
                .addVar("self", SimpleType.DYN)
                .addVar("oldSelf", SimpleType.DYN)
                .build();
    }

    private void compile(JsonNode schema, Cel cel) {
        var declared = new Schema(schema).rules();
        if (declared.isArray()) {
            String type = schema.path("type").asText("");
            rules.put(
                    declared,
                    StreamSupport.stream(declared.spliterator(), false)
                            .map(rule -> CelRule.compile(rule, type, cel))
                            .toList());
        }
        schema.forEach(child -> compile(child, cel));
    }

    boolean exist() {
        return !rules.isEmpty();
    }

    /** @param former missing for a new object */
    List<Refusal> violations(JsonNode resource, JsonNode former) {
        var refusals = new ArrayList<Refusal>();
        if (!rules.isEmpty()) {
            visit(new Place(resource, former, root, FieldPath.ROOT), refusals);
        }
        return refusals;
    }

    private void visit(Place place, List<Refusal> refusals) {
        for (var rule : rules.getOrDefault(place.schema().rules(), List.of())) {
            evaluate(rule, place).ifPresent(refusals::add);
        }
        place.children().forEach(child -> visit(child, refusals));
    }

    private static Optional<Refusal> evaluate(CelRule rule, Place place) {
        boolean hasFormer = !place.former().isMissingNode();
        if (rule.isTransition() && !hasFormer && !rule.acceptsNoOldSelf()) {
            return Optional.empty();
        }
        try {
            var variables = new HashMap<String, Object>();
            variables.put("self", place.self());
            if (rule.acceptsNoOldSelf()) {
                variables.put("oldSelf", hasFormer ? Optional.of(place.oldSelf()) : Optional.empty());
            } else if (hasFormer) {
                variables.put("oldSelf", place.oldSelf());
            }
            boolean isTolerated =
                    !rule.isTransition() && hasFormer && place.value().equals(place.former());
            return rule.violation(variables, place.path()).filter(refusal -> !isTolerated);
        } catch (CelValues.BadCelValue e) {
            return Optional.of(rule.notEvaluated(place.path(), String.valueOf(e.getMessage())));
        }
    }

    /** A value, its schema, and what stood there before. */
    private record Place(JsonNode value, JsonNode former, Schema schema, FieldPath path) {
        Object self() {
            return ofValue(value);
        }

        Object oldSelf() {
            return ofValue(former);
        }

        private Object ofValue(JsonNode json) {
            return path.text().isEmpty() ? CelValues.ofResource(json, schema) : CelValues.of(json, schema);
        }

        List<Place> children() {
            var children = new ArrayList<Place>();
            value.properties().forEach(entry -> {
                String name = entry.getKey();
                children.add(new Place(
                        entry.getValue(), Correlation.ofProperty(former, name), schema.child(name), path.child(name)));
            });
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                var item = value.get(i);
                var before =
                        former.isMissingNode() ? MissingNode.getInstance() : Correlation.ofItem(former, item, schema);
                children.add(new Place(item, before, schema.items(), path.index(i)));
            }
            return children.stream()
                    .filter(child -> child.schema.isPresent() && !child.value.isNull())
                    .toList();
        }
    }
}
