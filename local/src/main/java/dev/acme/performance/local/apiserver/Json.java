package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How JSON becomes objects and objects JSON.
 *
 * <p>Every tree comes from bytes: a tree made from a model would hold longs where a parsed one holds ints, and Jackson
 * calls those unequal.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final KubernetesSerialization MODELS = new KubernetesSerialization();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads one JSON value; {@code null} and nothing become a null node. */
    static JsonNode read(String text) throws IOException {
        var tree = MAPPER.readTree(text);
        return tree == null ? MAPPER.nullNode() : tree;
    }

    /** Writes a tree as UTF-8. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model as a tree of its own. */
    public static ObjectNode tree(Object model) {
        try {
            return (ObjectNode) MAPPER.readTree(MODELS.asJson(model));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tree as a model. */
    public static <T> T model(JsonNode tree, Class<T> type) {
        return MODELS.convertValue(tree, type);
    }

    /** Reads one YAML document of this program's own resources. */
    static JsonNode yaml(Class<?> owner, String file) {
        try (var in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in this program");
            }
            return MAPPER.readTree(bytes(MODELS.unmarshal(in, JsonNode.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
