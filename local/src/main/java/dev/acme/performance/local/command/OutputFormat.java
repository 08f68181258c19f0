package dev.acme.performance.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How results are printed on standard output. */
enum OutputFormat {
    table {
        @Override
        String print(List<? extends JsonNode> objects) {
            return sections(objects, ResultTable::text, ExperimentTable::text, "") + "\n" + yaml.print(objects);
        }
    },
    json {
        @Override
        String print(List<? extends JsonNode> runs) {
            return runs.stream().map(OutputFormat::asJson).collect(Collectors.joining("\n")) + "\n";
        }
    },
    yaml {
        @Override
        String print(List<? extends JsonNode> runs) {
            return runs.stream().map(OutputFormat::asYaml).collect(Collectors.joining("---\n"));
        }
    },
    markdown {
        @Override
        String print(List<? extends JsonNode> objects) {
            return sections(objects, ResultTable::markdown, ExperimentTable::markdown, "- ");
        }
    };

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    /** The runs with their filled status. */
    abstract String print(List<? extends JsonNode> runs);

    /** The runs in one table, then each experiment in its own, with what is to be said of them below. */
    private static String sections(
            List<? extends JsonNode> objects,
            Function<List<? extends JsonNode>, String> ofRuns,
            Function<JsonNode, String> ofExperiment,
            String bullet) {
        var byKind = objects.stream()
                .collect(Collectors.<JsonNode>partitioningBy(
                        object -> object.path("kind").asText().equals(RunFile.EXPERIMENT)));
        var runs = Objects.requireNonNull(byKind.get(false));
        var sections = new ArrayList<String>();
        if (!runs.isEmpty()) {
            sections.add(ofRuns.apply(runs) + "\n" + lines(bullet, ResultTable.remarks(runs)));
        }
        Objects.requireNonNull(byKind.get(true))
                .forEach(one ->
                        sections.add(ofExperiment.apply(one) + "\n" + lines(bullet, ExperimentTable.remarks(one))));
        return String.join("\n", sections);
    }

    private static String lines(String bullet, List<String> remarks) {
        String text = remarks.stream().map(remark -> bullet + remark + "\n").collect(Collectors.joining());
        return bullet.isEmpty() || text.isEmpty() ? text : "\n" + text;
    }

    private static String asJson(JsonNode run) {
        try {
            return JSON.writeValueAsString(run);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String asYaml(JsonNode run) {
        try {
            return YAML.writeValueAsString(run);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
