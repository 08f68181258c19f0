package dev.acme.performance.operator.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The chart as the program that HELM names renders it, for a release "x" in the namespace "bench". */
final class Chart {
    /** The variable that names helm; tests that need it are skipped where it is not set. */
    static final String HELM = "HELM";

    static final Path FOLDER = Path.of("../helm/performance-operator");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final int LIMIT_SECONDS = 30;

    private Chart() {}

    /** What helm said: objects, or why there are none. */
    sealed interface Answer {
        record Rendered(List<ObjectNode> objects) implements Answer {
            Optional<ObjectNode> find(String kind, String namespace, String name) {
                return objects.stream()
                        .filter(object -> object.path("kind").asText().equals(kind)
                                && object.at("/metadata/name").asText().equals(name)
                                && object.at("/metadata/namespace").asText().equals(namespace))
                        .findFirst();
            }

            List<ObjectNode> ofKind(String kind) {
                return objects.stream()
                        .filter(object -> object.path("kind").asText().equals(kind))
                        .toList();
            }
        }

        record Refused(String message) implements Answer {}
    }

    static Answer render(JsonNode values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            Path said = Files.createTempFile("helm", ".txt");
            Path rendered = Files.createTempFile("helm", ".yaml");
            try {
                YAML.writeValue(file.toFile(), values);
                var helm = new ProcessBuilder(
                                Objects.requireNonNull(System.getenv(HELM), HELM),
                                "template",
                                "x",
                                FOLDER.toString(),
                                "--namespace=bench",
                                "--kube-version=1.34.0",
                                "--values=" + file)
                        .redirectError(said.toFile())
                        .redirectOutput(rendered.toFile())
                        .start();
                if (!helm.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    helm.destroyForcibly();
                    throw new IllegalStateException("helm did not end");
                }
                return helm.exitValue() == 0
                        ? new Answer.Rendered(objects(rendered))
                        : new Answer.Refused(Files.readString(said, UTF_8));
            } finally {
                Files.delete(file);
                Files.delete(said);
                Files.delete(rendered);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Answer.Rendered rendered(JsonNode values) {
        return switch (render(values)) {
            case Answer.Rendered rendered -> rendered;
            case Answer.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    static Answer.Rendered rendered(String values) {
        return rendered(yaml(values));
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ObjectNode> objects(Path file) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return documents.readAll().stream()
                    .filter(document -> !(document instanceof NullNode) && !document.isMissingNode())
                    .map(ObjectNode.class::cast)
                    .toList();
        }
    }
}
