package dev.acme.performance.crds;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The reference of a custom resource in Markdown, made of its CRD alone: a table per object, the rules by their messages. */
final class RunReference {
    private static final String RULES_HEAD = "| where | rule |\n|---|---|\n";
    private static final String FIELDS_HEAD = "| field | type | default | meaning |\n|---|---|---|---|\n";

    private final CustomResourceDefinition crd;
    private final String note;
    private final CustomResourceDefinitionVersion version;
    private final StringBuilder out = new StringBuilder();

    private RunReference(CustomResourceDefinition crd, String note) {
        this.crd = crd;
        this.note = note;
        this.version = crd.getSpec().getVersions().getFirst();
    }

    /** The whole document; {@code note} stands below the names, {@code example} is a manifest. */
    static String of(CustomResourceDefinition crd, String note, String example) {
        var reference = new RunReference(crd, note);
        reference.head();
        reference.out.append("## Example\n\n```yaml\n").append(example).append("```\n\n");
        reference.tables("spec");
        reference.rules();
        reference.tables("status");
        reference.columns();
        reference.selectable();
        return reference.out.toString();
    }

    /** Paths of the fields below {@code root} that say nothing of themselves. */
    static List<String> undescribed(CustomResourceDefinition crd, String root) {
        var found = new ArrayList<String>();
        objects(root, property(schema(crd), root))
                .forEach((path, object) -> object.getProperties().forEach((name, field) -> {
                    if (field.getDescription() == null) {
                        found.add(path + "." + name);
                    }
                }));
        return found;
    }

    private void head() {
        var spec = crd.getSpec();
        var names = spec.getNames();
        out.append("""
                # %s

                Generated from the CRD (`crds`: `RunReferenceTest`); edits here are lost.

                | | |
                |---|---|
                | API version | `%s/%s` |
                | kind | `%s`, %s |
                | names for kubectl | `%s`, `%s`, %s |
                | categories | %s |

                %s

                """.formatted(
                        names.getKind(),
                        spec.getGroup(),
                        version.getName(),
                        names.getKind(),
                        spec.getScope().toLowerCase(java.util.Locale.ROOT),
                        names.getPlural(),
                        names.getSingular(),
                        codes(names.getShortNames()),
                        codes(names.getCategories()),
                        note));
    }

    private void tables(String root) {
        out.append("## ").append(root).append("\n\n");
        objects(root, property(schema(crd), root)).forEach((path, object) -> {
            if (!path.equals(root)) {
                out.append("### ").append(path).append("\n\n");
            }
            out.append(FIELDS_HEAD);
            object.getProperties().forEach((name, field) -> row(path, object, name, field));
            out.append('\n');
        });
    }

    private void row(String path, JSONSchemaProps object, String name, JSONSchemaProps field) {
        boolean isRequired = object.getRequired().contains(name);
        out.append("| `%s` | %s | %s | %s |\n"
                .formatted(
                        name,
                        type(path + "." + name, field),
                        isRequired ? "required" : defaultOf(field),
                        cell(Objects.requireNonNullElse(field.getDescription(), ""))));
    }

    private static String type(String path, JSONSchemaProps field) {
        var words = new ArrayList<String>();
        words.add(baseType(path, field));
        range(field).ifPresent(words::add);
        Optional.ofNullable(field.getMaxLength()).ifPresent(most -> words.add("at most " + most + " characters"));
        Optional.ofNullable(field.getMaxItems()).ifPresent(most -> words.add("at most " + most));
        if (!field.getXKubernetesListMapKeys().isEmpty()) {
            words.add("one per " + codes(field.getXKubernetesListMapKeys()));
        }
        Optional.ofNullable(field.getPattern()).ifPresent(pattern -> words.add("`" + cell(pattern) + "`"));
        return String.join(", ", words);
    }

    private static String baseType(String path, JSONSchemaProps field) {
        if (!field.getEnum().isEmpty()) {
            return field.getEnum().stream().map(RunReference::literal).collect(joining(", "));
        }
        if (field.getItems() != null) {
            var item = field.getItems().getSchema();
            return "list of " + (item.getProperties().isEmpty() ? plural(item) : link(path + "[]"));
        }
        if (field.getAdditionalProperties() != null) {
            return "map";
        }
        if (Boolean.TRUE.equals(field.getXKubernetesIntOrString())) {
            return "quantity";
        }
        return field.getProperties().isEmpty() ? field.getType() : link(path);
    }

    private static String plural(JSONSchemaProps item) {
        if (item.getAdditionalProperties() != null) {
            return "maps";
        }
        return Boolean.TRUE.equals(item.getXKubernetesIntOrString()) ? "integers or strings" : item.getType() + "s";
    }

    private static Optional<String> range(JSONSchemaProps field) {
        return field.getMinimum() == null || field.getMaximum() == null
                ? Optional.empty()
                : Optional.of(number(field.getMinimum()) + " to " + number(field.getMaximum()));
    }

    private static String defaultOf(JSONSchemaProps field) {
        return field.getDefault() == null || field.getDefault().isObject() ? "" : literal(field.getDefault());
    }

    private void rules() {
        out.append("## Rules across fields\n\nChecked by the API server at every create and update.\n\n")
                .append(RULES_HEAD);
        var placesByMessage = new LinkedHashMap<String, List<String>>();
        var root = schema(crd);
        root.getXKubernetesValidations().forEach(rule -> collect("", rule, placesByMessage));
        objects("spec", property(root, "spec"))
                .forEach((path, object) ->
                        object.getXKubernetesValidations().forEach(rule -> collect(path, rule, placesByMessage)));
        placesByMessage.forEach((message, places) -> out.append(
                "| %s | %s |\n".formatted(places.stream().distinct().collect(joining(", ")), cell(message))));
        out.append('\n');
    }

    private static void collect(String path, ValidationRule rule, Map<String, List<String>> placesByMessage) {
        String field = path + Objects.requireNonNullElse(rule.getFieldPath(), "");
        String place = field.isEmpty() ? "the object" : "`" + field.replaceFirst("^\\.", "") + "`";
        placesByMessage
                .computeIfAbsent(rule.getMessage(), _ -> new ArrayList<>())
                .add(place);
    }

    private void columns() {
        out.append("## Columns of kubectl get\n\n| column | shown | value |\n|---|---|---|\n");
        version.getAdditionalPrinterColumns()
                .forEach(column -> out.append("| %s | %s | `%s` |\n"
                        .formatted(
                                column.getName(),
                                column.getPriority() == 0 ? "always" : "with `-o wide`",
                                column.getJsonPath())));
        out.append('\n');
    }

    private void selectable() {
        out.append("## Fields for --field-selector\n\n");
        version.getSelectableFields()
                .forEach(field -> out.append("- `")
                        .append(field.getJsonPath().substring(1))
                        .append("`\n"));
        out.append("\nfor example `kubectl get %s --field-selector status.phase=Failed`.\n"
                .formatted(crd.getSpec().getNames().getShortNames().getFirst()));
    }

    /** The object and all objects below it, by path, in the order of a walk from the top down. */
    private static Map<String, JSONSchemaProps> objects(String path, JSONSchemaProps node) {
        var found = new LinkedHashMap<String, JSONSchemaProps>();
        if (!node.getProperties().isEmpty()) {
            found.put(path, node);
        }
        node.getProperties().forEach((name, child) -> found.putAll(objects(path + "." + name, child)));
        if (node.getItems() != null) {
            found.putAll(objects(path + "[]", node.getItems().getSchema()));
        }
        return found;
    }

    private static String link(String path) {
        return "[object](#" + path.replaceAll("[^A-Za-z0-9]", "").toLowerCase(java.util.Locale.ROOT) + ")";
    }

    private static String literal(JsonNode value) {
        return "`" + (value.isNumber() ? number(value.decimalValue()) : value.asText()) + "`";
    }

    private static String number(Number value) {
        return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
    }

    private static String codes(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(joining(", "));
    }

    /** What a table's cell may hold. */
    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static JSONSchemaProps property(JSONSchemaProps node, String name) {
        return Objects.requireNonNull(node.getProperties().get(name), name);
    }

    private static JSONSchemaProps schema(CustomResourceDefinition crd) {
        return crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    }
}
