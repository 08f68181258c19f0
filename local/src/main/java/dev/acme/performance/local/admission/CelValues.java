package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A JSON value as CEL sees it: what JSON leaves open (int or double, text or time) is decided by the schema. */
final class CelValues {
    private static final List<String> OF_METADATA = List.of("name", "generateName");

    private CelValues() {}

    /** Of a whole custom resource: of its metadata a rule may read the name only. */
    static Map<String, Object> ofResource(JsonNode resource, Schema schema) {
        var fields = ofObject(resource, schema);
        var metadata = new LinkedHashMap<String, Object>();
        OF_METADATA.stream()
                .filter(resource.path("metadata")::has)
                .forEach(name ->
                        metadata.put(name, resource.path("metadata").path(name).asText()));
        fields.put("metadata", metadata);
        for (String name : List.of("apiVersion", "kind")) {
            fields.put(name, resource.path(name).asText());
        }
        return fields;
    }

    /** @throws BadCelValue where a value does not have its schema's type */
    static Object of(JsonNode value, Schema schema) {
        return switch (value.getNodeType()) {
            case OBJECT -> schema.isEmbeddedResource() ? ofResource(value, schema) : ofObject(value, schema);
            case ARRAY ->
                StreamSupport.stream(value.spliterator(), false)
                        .map(item -> of(item, schema.items()))
                        .toList();
            case STRING -> ofText(value.asText(), schema);
            case NUMBER -> ofNumber(value, schema);
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
        };
    }

    private static Map<String, Object> ofObject(JsonNode value, Schema schema) {
        var fields = new LinkedHashMap<String, Object>();
        value.properties().forEach(entry -> {
            boolean isDeclared = schema.property(entry.getKey()).isPresent();
            if (!entry.getValue().isNull()) {
                String name = isDeclared ? CelNames.of(entry.getKey()) : entry.getKey();
                fields.put(name, of(entry.getValue(), schema.child(entry.getKey())));
            }
        });
        return fields;
    }

    private static Object ofNumber(JsonNode value, Schema schema) {
        if (schema.type().equals("number")) {
            return value.doubleValue();
        }
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        if (schema.type().equals("integer")) {
            throw new BadCelValue("invalid data, expected int, got float64");
        }
        return value.doubleValue();
    }

    private static Object ofText(String text, Schema schema) {
        try {
            return switch (schema.format()) {
                case "date-time" -> Instant.parse(text);
                case "date" -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
                case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
                case "duration" -> duration(text);
                default -> text;
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new BadCelValue("invalid data, expected " + schema.format() + ", got " + text);
        }
    }

    /** Go's notation, such as 1h30m or 1.5s. */
    private static Duration duration(String text) {
        var nanos = GoDuration.nanos(text);
        return Duration.ofNanos(nanos);
    }

    /** A value that does not have the type its schema says. */
    static final class BadCelValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadCelValue(String message) {
            super(message);
        }
    }
}
