package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A validator's message in the words of a kube-apiserver (kube-openapi's errors, read from a 1.34 server). */
final class KubernetesWords {
    private KubernetesWords() {}

    static Refusal of(ValidationMessage message, FieldPath path) {
        String field = path.shown();
        String value = message.getInstanceNode().toString();
        int size = message.getInstanceNode().size();
        String limit = number(message.getSchemaNode());
        return switch (message.getType()) {
            case "required" -> Refusal.required(field);
            case "type", "format" -> type(message, field);
            case "enum" -> Refusal.notSupported(field, value, values(message.getSchemaNode()));
            case "minimum" -> body(field, value, "should be greater than or equal to " + limit);
            case "exclusiveMinimum" -> body(field, value, "should be greater than " + limit);
            case "maximum" -> body(field, value, "should be less than or equal to " + limit);
            case "exclusiveMaximum" -> body(field, value, "should be less than " + limit);
            case "multipleOf" -> body(field, value, "should be a multiple of " + limit);
            case "pattern" ->
                body(field, value, "should match '" + message.getSchemaNode().asText() + "'");
            case "minLength" -> body(field, value, "should be at least " + limit + " chars long");
            case "maxLength" ->
                new Refusal(field, Cause.TOO_LONG, "Too long: may not be more than " + limit + " bytes");
            case "minItems" -> body(field, "" + size, "should have at least " + limit + " items");
            case "minProperties" -> body(field, "" + size, "should have at least " + limit + " properties");
            case "maxItems", "maxProperties" ->
                new Refusal(field, Cause.TOO_MANY, "Too many: " + size + ": must have at most " + limit + " items");
            case "uniqueItems" -> body(field, value, "shouldn't contain duplicates");
            default -> Refusal.invalid(field, value, message.getMessage());
        };
    }

    private static Refusal type(ValidationMessage message, String field) {
        boolean isFormat = "format".equals(message.getType());
        String found = isFormat ? message.getInstanceNode().toString() : '"' + foundType(message) + '"';
        String expected = isFormat
                ? message.getSchemaNode().asText()
                : StreamSupport.stream(types(message.getSchemaNode()).spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","));
        String reason = "Invalid value: %s: %s in body must be of type %s: %s".formatted(found, field, expected, found);
        return new Refusal(field, Cause.TYPE_INVALID, reason);
    }

    private static Iterable<JsonNode> types(JsonNode type) {
        return type.isArray() ? type : List.of(type);
    }

    private static String foundType(ValidationMessage message) {
        return message.getArguments()[0].toString();
    }

    private static Refusal body(String field, String value, String detail) {
        return Refusal.invalid(field, value, field + " in body " + detail);
    }

    private static String number(JsonNode limit) {
        return limit.isNumber() ? limit.decimalValue().stripTrailingZeros().toPlainString() : "";
    }

    private static String values(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::toString)
                .collect(Collectors.joining(", "));
    }
}
