package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code openapi.yaml} as a judge of answers: the operation, its status and its media type are described, and a body has every
 * field that is required and none that is not described.
 */
final class ApiDescription {
    private static final ApiDescription STANDARD = new ApiDescription(parsed());
    private static final Map<String, String> EVENTS =
            Map.of("run", "RunSummary", "experiment", "ExperimentSummary", "removed", "Removed");

    private final JsonNode document;
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    private ApiDescription(JsonNode document) {
        this.document = document;
    }

    static ApiDescription read() {
        return STANDARD;
    }

    static JsonNode parsed() {
        var file = Objects.requireNonNull(ApiDescription.class.getResourceAsStream("openapi.yaml"));
        return Serialization.unmarshal(file, JsonNode.class);
    }

    /** An answer to any request; a request that fits no operation is refused with a Problem. */
    void check(HttpResponse<String> answer) {
        String what = answer.request().method() + " " + answer.request().uri() + ": " + answer.statusCode();
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(" *;.*", "");
        var content = content(answer);
        if (content.isEmpty()) {
            assertThat(answer.statusCode()).as("not described: " + what).isGreaterThanOrEqualTo(400);
            assertThat(type).as(what).isEqualTo("application/problem+json");
            check(what, reference("Problem"), Json.trusted(answer.body()));
        } else if (content.get().isEmpty()) {
            assertThat(answer.body()).as(what).isEmpty();
        } else {
            var described = Optional.ofNullable(content.get().get(type))
                    .or(() -> Optional.ofNullable(content.get().get("*/*")));
            assertThat(described).as("media type " + type + " of " + what).isPresent();
            check(
                    what,
                    described.get().path("schema"),
                    type.endsWith("json") ? Json.trusted(answer.body()) : TextNode.valueOf(answer.body()));
        }
    }

    /** An event of {@code /api/v1/events}: its lines. */
    void checkEvent(List<String> lines) {
        String kind = value(lines, "event: ");
        var data = Json.trusted(value(lines, "data: "));
        if (kind.equals("all")) {
            assertThat(data).isEmpty();
        } else {
            String schema = Objects.requireNonNull(EVENTS.get(kind), kind);
            check("event " + lines, reference(schema), data);
        }
    }

    private static String value(List<String> lines, String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .findFirst()
                .orElseThrow()
                .substring(field.length());
    }

    private void check(String what, JsonNode schema, JsonNode body) {
        assertThat(compiled.computeIfAbsent(schema, this::compile).validate(body))
                .as(what)
                .isEmpty();
    }

    private static JsonNode reference(String schema) {
        return Json.object().put("$ref", "#/components/schemas/" + schema);
    }

    /** Media types that are described for the answer; empty where there is no such operation or status. */
    private Optional<JsonNode> content(HttpResponse<String> answer) {
        var path = answer.request().uri().getPath();
        String status = Integer.toString(answer.statusCode());
        return document.path("paths").properties().stream()
                .filter(it -> path.matches(it.getKey()
                        .replaceAll("\\{file}", "..*")
                        .replaceAll("\\{[a-z_]+}", "[^/]+")
                        .replace(".yaml", "\\.yaml")))
                .map(it -> it.getValue()
                        .path(answer.request().method().toLowerCase(Locale.ROOT))
                        .path("responses"))
                .map(responses -> responses.path(responses.has(status) ? status : "default"))
                .filter(response -> !response.isMissingNode())
                .map(this::resolved)
                .map(response -> response.path("content").isMissingNode() ? Json.object() : response.path("content"))
                .findFirst();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private JsonSchema compile(JsonNode schema) {
        var root = (ObjectNode) schema.deepCopy();
        close(root);
        var components = root.putObject("components").putObject("schemas");
        document.at("/components/schemas").properties().forEach(it -> {
            var component = it.getValue().deepCopy();
            close(component);
            components.set(it.getKey(), component);
        });
        return factory.getSchema(root, config);
    }

    /** Whatever lists its properties has no others. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
            if (!object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            object.path("properties").forEach(ApiDescription::close);
        }
        if (schema.has("items")) {
            close(schema.path("items"));
        }
    }
}
