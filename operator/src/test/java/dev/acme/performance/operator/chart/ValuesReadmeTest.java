package dev.acme.performance.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every value has a comment, and README.md shows them all. */
class ValuesReadmeTest {
    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9]+):.*");
    private static final String TABLE = "\n| value | default | meaning |\n|---|---|---|\n";
    private static final int INDENT = 2;

    /** A commented key: its path as a JSON pointer. */
    private record Value(String pointer, String comment) {
        String path() {
            return pointer.substring(1).replace('/', '.');
        }

        boolean covers(String leaf) {
            return leaf.equals(pointer) || leaf.startsWith(pointer + "/");
        }
    }

    @Test
    void theReadmeShowsEveryValue() throws IOException {
        String present = Files.readString(README);
        var values = read();
        String wanted = present.replaceFirst("(?s)\n\\| value \\|.*", "").stripTrailing()
                + "\n"
                + commented().stream().map(value -> row(value, values)).collect(Collectors.joining("", TABLE, ""));
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(README, wanted);
        }

        assertThat(README)
                .as("mvn -pl operator test -Dtest=ValuesReadmeTest -Dreadme.write=true")
                .hasContent(wanted);
    }

    @Test
    void everyValueHasAComment() throws IOException {
        var commented = commented();

        assertThat(leaves("", read()))
                .isNotEmpty()
                .allSatisfy(leaf -> assertThat(commented).anyMatch(value -> value.covers(leaf)));
    }

    private static String row(Value value, JsonNode values) {
        return "| `%s` | `%s` | %s |\n".formatted(value.path(), values.at(value.pointer()), value.comment());
    }

    private static JsonNode read() throws IOException {
        return Chart.yaml(Files.readString(Chart.FOLDER.resolve("values.yaml")));
    }

    private static Stream<String> leaves(String pointer, JsonNode node) {
        return node.isObject() && !node.isEmpty()
                ? node.properties().stream().flatMap(field -> leaves(pointer + "/" + field.getKey(), field.getValue()))
                : Stream.of(pointer);
    }

    private static List<Value> commented() throws IOException {
        var found = new ArrayList<Value>();
        var open = new TreeMap<Integer, String>();
        var comment = new ArrayList<String>();
        for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
            var key = KEY.matcher(line);
            if (line.strip().startsWith("# ")) {
                comment.add(line.strip().substring(INDENT));
                continue;
            }
            if (key.matches()) {
                int depth = key.group(1).length() / INDENT;
                open.tailMap(depth, true).clear();
                open.put(depth, key.group(2));
                if (!comment.isEmpty()) {
                    found.add(new Value("/" + String.join("/", open.values()), String.join(" ", comment)));
                }
            }
            comment.clear();
        }
        return found;
    }
}
