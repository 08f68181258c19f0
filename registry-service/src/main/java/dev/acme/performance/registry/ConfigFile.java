package dev.acme.performance.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the JSON file says that may hold what the environment does not: the same keys in lower case, each with a plain value.
 *
 * @param values by upper-case key
 * @param faults what is wrong with the file
 */
record ConfigFile(Map<String, String> values, List<String> faults) {
    private static final long LARGEST = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    static ConfigFile absent() {
        return new ConfigFile(Map.of(), List.of());
    }

    /** Unknown keys, nested values and an unreadable file are faults. */
    static ConfigFile read(String file) {
        try {
            return of(object(file));
        } catch (JsonProcessingException e) {
            return faulty("PERFORMANCE_CONFIG names a file that is no JSON: " + e.getOriginalMessage());
        } catch (IOException | InvalidPathException e) {
            return faulty("PERFORMANCE_CONFIG names a file that cannot be read: " + e);
        }
    }

    private static ConfigFile of(JsonNode object) {
        var knownKeys = RegistryVariable.names();
        var values = new HashMap<String, String>();
        var faults = new ArrayList<String>();
        for (var field : object.properties()) {
            var name = field.getKey();
            var key = name.toUpperCase(Locale.ROOT);
            if (!name.equals(name.toLowerCase(Locale.ROOT)) || !knownKeys.contains(key)) {
                faults.add("unknown key '" + name + "'");
            } else if (field.getValue().isContainerNode()) {
                faults.add(name + " must be a plain value");
            } else if (!field.getValue().isNull()) {
                values.put(key, field.getValue().asText());
            }
        }
        return new ConfigFile(values, faults);
    }

    private static JsonNode object(String file) throws IOException {
        var path = Path.of(file);
        if (Files.size(path) > LARGEST) {
            throw new IOException("larger than " + LARGEST + " bytes");
        }
        var tree = JSON.readTree(Files.readString(path));
        if (!tree.isObject()) {
            throw new IOException("not one JSON object");
        }
        return tree;
    }

    private static ConfigFile faulty(String fault) {
        return new ConfigFile(Map.of(), List.of(fault));
    }
}
