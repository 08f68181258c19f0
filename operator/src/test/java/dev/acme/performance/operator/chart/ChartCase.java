package dev.acme.performance.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One row of {@code chart-cases.yaml}: values, and what the chart makes of them. */
record ChartCase(String name, JsonNode values, JsonNode row) {
    private static final Path TABLE = Path.of("src/test/resources/chart-cases.yaml");

    static Stream<ChartCase> rendered() {
        return rows("rendered");
    }

    static Stream<ChartCase> refused() {
        return rows("refused");
    }

    private static Stream<ChartCase> rows(String list) {
        try {
            var rows = Chart.yaml(Files.readString(TABLE)).path(list);
            return StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new ChartCase(row.path("name").asText(), row.path("values"), row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name.isEmpty() ? values.toString() : name;
    }
}
