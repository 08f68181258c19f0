package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An openAPIV3Schema said in JSON Schema 2020-12, so that a general validator can judge values. */
final class JsonSchemaDialect {
    private static final List<String> SAME = List.of(
            "multipleOf",
            "pattern",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "required",
            "enum");
    /** What an API server checks of strings; it ignores every other format, and a number's. */
    private static final Set<String> FORMATS = Set.of(
            "date-time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uuid", "byte", "cidr", "mac");

    private static final Map<String, String> SYNONYMS = Map.of("datetime", "date-time", "uuid4", "uuid");

    private JsonSchemaDialect() {}

    static ObjectNode of(JsonNode openApi) {
        var out = JsonNodeFactory.instance.objectNode();
        SAME.stream().filter(openApi::has).forEach(keyword -> out.set(keyword, openApi.get(keyword)));
        types(openApi, out);
        bound(openApi, out, "Minimum", Long.MIN_VALUE);
        bound(openApi, out, "Maximum", Long.MAX_VALUE);
        format(openApi, out);
        children(openApi, out);
        return out;
    }

    private static void types(JsonNode openApi, ObjectNode out) {
        var types = JsonNodeFactory.instance.arrayNode();
        if (new Schema(openApi).isIntOrString()) {
            types.add("integer").add("string");
        } else if (openApi.has("type")) {
            types.add(openApi.get("type").asText());
        }
        if (!types.isEmpty() && openApi.path("nullable").asBoolean()) {
            types.add("null");
        }
        if (types.size() == 1) {
            out.set("type", types.get(0));
        } else if (!types.isEmpty()) {
            out.set("type", types);
        }
    }

    /** OpenAPI says "exclusive" beside the bound, JSON Schema says the exclusive bound; an integer is an int64. */
    private static void bound(JsonNode openApi, ObjectNode out, String end, long ofInt64) {
        String bound = end.toLowerCase(Locale.ROOT);
        String exclusive = "exclusive" + end;
        if (openApi.has(bound)) {
            out.set(openApi.path(exclusive).asBoolean() ? exclusive : bound, openApi.get(bound));
        } else if ("integer".equals(openApi.path("type").asText())) {
            out.put(bound, ofInt64);
        }
    }

    private static void format(JsonNode openApi, ObjectNode out) {
        String format = openApi.path("format").asText();
        String known = SYNONYMS.getOrDefault(format, format);
        if ("string".equals(openApi.path("type").asText()) && FORMATS.contains(known)) {
            out.put("format", known);
        }
    }

    private static void children(JsonNode openApi, ObjectNode out) {
        if (openApi.path("properties").isObject()) {
            var properties = out.putObject("properties");
            openApi.get("properties").properties().forEach(e -> properties.set(e.getKey(), of(e.getValue())));
        }
        for (String keyword : List.of("items", "additionalProperties", "not")) {
            if (openApi.path(keyword).isObject()) {
                out.set(keyword, of(openApi.get(keyword)));
            }
        }
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            if (openApi.path(keyword) instanceof ArrayNode branches) {
                var said = out.putArray(keyword);
                branches.forEach(branch -> said.add(of(branch)));
            }
        }
    }
}
