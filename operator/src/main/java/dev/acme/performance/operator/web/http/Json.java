package dev.acme.performance.operator.web.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;

/** JSON as this API reads and writes it: within bounds, no name twice, nothing after the end. */
public final class Json {
    private static final int DEPTH = 32;
    private static final int LONGEST_NUMBER = 32;
    private static final int LONGEST_NAME = 256;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** What our own programs wrote may be deeper and longer. */
    private static final JsonMapper TRUSTED = JsonMapper.builder().build();

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Json() {}

    public static byte[] bytes(Object value) {
        try {
            return TRUSTED.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("views are JSON", e);
        }
    }

    /** A view as a tree. */
    public static ObjectNode tree(Object value) {
        return TRUSTED.valueToTree(value);
    }

    public static ArrayNode array(Collection<?> views) {
        return TRUSTED.valueToTree(views);
    }

    /** An enum as the API writes it. */
    public static String word(Enum<?> value) {
        return TRUSTED.convertValue(value, String.class);
    }

    /** JSON's null. */
    public static JsonNode none() {
        return TRUSTED.nullNode();
    }

    public static ObjectNode object() {
        return TRUSTED.createObjectNode();
    }

    /** The same text for the same value, in whichever order its fields came. */
    public static String canonical(JsonNode value) {
        try {
            return CANONICAL.writeValueAsString(CANONICAL.treeToValue(value, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is JSON", e);
        }
    }

    /** What a client sent; refuses all but one object. */
    public static ObjectNode client(byte[] body) {
        try {
            var tree = MAPPER.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw Problem.of(Problem.Kind.BAD_REQUEST, "the body must be a JSON object")
                    .refusal();
        } catch (IOException e) {
            throw Problem.of(Problem.Kind.BAD_REQUEST, "the body is no JSON within the bounds: " + where(e))
                    .refusal();
        }
    }

    /** What one of our own programs wrote. */
    public static JsonNode trusted(String text) {
        try {
            return Objects.requireNonNull(TRUSTED.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    /** Never the parser's own words, for these quote the body. */
    private static String where(IOException e) {
        if (e instanceof JsonProcessingException problem && problem.getLocation() != null) {
            return "line %d, column %d"
                    .formatted(
                            problem.getLocation().getLineNr(),
                            problem.getLocation().getColumnNr());
        }
        return "it ends too early";
    }
}
