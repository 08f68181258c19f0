package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Types, bounds, patterns and the like: what a schema says of single values. */
final class ValueRules {
    private static final Set<String> BRANCHES = Set.of("oneOf", "anyOf", "not");

    private final JsonSchema schema;

    ValueRules(Schema root) {
        var dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .formats(formats -> Formats.ofKubernetes().forEach(format -> formats.put(format.getName(), format)))
                .build();
        var config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .pathType(PathType.JSON_POINTER)
                .build();
        schema = JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
                .metaSchema(dialect)
                .defaultMetaSchemaIri(dialect.getIri())
                .build()
                .getSchema(JsonSchemaDialect.of(root.json()), config);
    }

    List<Refusal> violations(JsonNode resource) {
        var byPlace = new LinkedHashMap<String, Refusal>();
        for (var message : schema.validate(resource)) {
            var group = group(message);
            var refusal = group.isEmpty() ? KubernetesWords.of(message, place(message)) : ofGroup(message, group);
            boolean isBranchOfOneOf =
                    group.equals("oneOf") && !message.getType().equals("oneOf");
            if (!isBranchOfOneOf) {
                byPlace.putIfAbsent(refusal.toString(), refusal);
            }
        }
        return List.copyOf(byPlace.values());
    }

    /** The oneOf, anyOf or not that a message comes from; empty where it stands alone. */
    private static String group(ValidationMessage message) {
        var path = message.getEvaluationPath();
        return elements(path).stream()
                .map(Object::toString)
                .filter(BRANCHES::contains)
                .findFirst()
                .orElse("");
    }

    private static Refusal ofGroup(ValidationMessage message, String group) {
        String place = '"' + instancePath(message.getInstanceLocation()).text() + '"';
        String detail = switch (group) {
            case "oneOf" -> place + " must validate one and only one schema (oneOf). " + found(message);
            case "anyOf" -> place + " must validate at least one schema (anyOf)";
            default -> place + " must not validate the schema (not)";
        };
        return Refusal.invalid(FieldPath.WHOLE, "\"\"", detail);
    }

    private static String found(ValidationMessage oneOf) {
        String count = oneOf.getArguments()[0].toString();
        return count.equals("0") ? "Found none valid" : "Found " + count + " valid alternatives";
    }

    private static FieldPath place(ValidationMessage message) {
        var path = instancePath(message.getInstanceLocation());
        return message.getProperty() == null ? path : path.child(message.getProperty());
    }

    private static FieldPath instancePath(JsonNodePath location) {
        var path = FieldPath.ROOT;
        for (var element : elements(location)) {
            path = element instanceof Integer index ? path.index(index) : path.child(element.toString());
        }
        return path;
    }

    private static List<Object> elements(JsonNodePath path) {
        var elements = new ArrayList<>();
        for (int i = 0; i < path.getNameCount(); i++) {
            elements.add(path.getElement(i));
        }
        return elements;
    }
}
