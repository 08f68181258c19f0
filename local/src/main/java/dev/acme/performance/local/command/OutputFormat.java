package dev.acme.performance.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** How results are printed on standard output. */
enum OutputFormat {
    table {
        @Override
        String print(List<? extends JsonNode> runs) {
            var remarks = ResultTable.remarks(runs).stream().map(remark -> remark + "\n");
            return ResultTable.text(runs) + "\n" + remarks.collect(Collectors.joining()) + "\n" + yaml.print(runs);
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
        String print(List<? extends JsonNode> runs) {
            var remarks = ResultTable.remarks(runs).stream().map(remark -> "\n- " + remark);
            return ResultTable.markdown(runs) + "\n" + remarks.collect(Collectors.joining()) + "\n";
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
