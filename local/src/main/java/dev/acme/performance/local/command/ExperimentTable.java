package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.HorizontalAlign;
import dev.acme.performance.exchange.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An experiment as a table, one cell a line: means over fresh runs, with their intervals of confidence where there is one. */
final class ExperimentTable {
    private static final String NOTHING = "-";
    private static final List<Column> COLUMNS = List.of(
            new Column("Cell", HorizontalAlign.LEFT, cell -> cell.path("id").asText()),
            new Column("Runs", HorizontalAlign.RIGHT, cell -> cell.path("runs").asText("0")),
            new Column("Req/s", HorizontalAlign.RIGHT, cell -> estimate(cell.path("requestsPerSecond"))),
            new Column("Mean ms", HorizontalAlign.RIGHT, cell -> estimate(cell.path("meanMs"))),
            new Column("Median ms", HorizontalAlign.RIGHT, cell -> estimate(cell.path("medianMs"))),
            new Column("P99 ms", HorizontalAlign.RIGHT, cell -> estimate(cell.path("p99Ms"))),
            new Column("Success %", HorizontalAlign.RIGHT, cell -> number(cell.path("successPercent"), "%.2f")),
            new Column("USD/1000", HorizontalAlign.RIGHT, cell -> number(cell.path("usdPer1000"), "%.4f")),
            new Column(
                    "Verdict",
                    HorizontalAlign.LEFT,
                    cell -> cell.path("verdict").asText(NOTHING)));
    /** Of experiments that have some. */
    private static final Column OBJECTIVES =
            new Column("Objectives met", HorizontalAlign.LEFT, cell -> objectives(cell.path("objectives")));

    private ExperimentTable() {}

    /** For a terminal. */
    static String text(JsonNode experiment) {
        var columns = columns(experiment).stream()
                .map(column -> new com.github.freva.asciitable.Column()
                        .header(column.header())
                        .headerAlign(column.align())
                        .dataAlign(column.align())
                        .<JsonNode>with(column.value()))
                .toList();
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, cells(experiment), columns);
    }

    /** For a text that is kept. */
    static String markdown(JsonNode experiment) {
        var columns = columns(experiment);
        var head = columns.stream().map(Column::header).collect(Collectors.joining(" | ", "| ", " |\n"))
                + columns.stream()
                        .map(column -> column.align() == HorizontalAlign.RIGHT ? "---:" : "---")
                        .collect(Collectors.joining(" | ", "| ", " |\n"));
        return cells(experiment).stream()
                .map(cell -> columns.stream()
                        .map(column -> column.value().apply(cell))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .collect(Collectors.joining("\n", head, ""));
    }

    /** What the numbers alone do not say, a line each. */
    static List<String> remarks(JsonNode experiment) {
        var status = experiment.path("status");
        var lines = new ArrayList<String>();
        lines.add(status.path("message").asText());
        each(status.path("cells")).stream()
                .filter(cell -> cell.hasNonNull("reason"))
                .forEach(cell -> lines.add(
                        cell.path("id").asText() + ": " + cell.path("reason").asText()));
        each(status.path("path")).forEach(step -> lines.add(step(step)));
        lines.add(status.at("/best/why").asText());
        each(status.path("recommendations"))
                .forEach(one -> lines.add(
                        one.path("text").asText() + " (" + one.path("evidence").asText() + ")"));
        String name = experiment.at("/metadata/name").asText();
        return lines.stream()
                .map(line -> line.replaceAll("\\s*\\R\\s*", " "))
                .filter(line -> !line.isBlank())
                .distinct()
                .map(line -> name + ": " + line)
                .toList();
    }

    private static String step(JsonNode step) {
        if (!step.hasNonNull("to")) {
            return "the walk ends at %s: %s"
                    .formatted(step.path("from").asText(), step.path("why").asText());
        }
        String outcome = step.path("kept").asBoolean() ? "kept" : "dropped";
        return "%s: %s of %s: %s (bottleneck %s), %s: %s"
                .formatted(
                        step.path("to").asText(),
                        step.path("field").asText(),
                        step.path("from").asText(),
                        step.path("value").asText(),
                        step.path("bottleneck").asText(),
                        outcome,
                        step.path("why").asText());
    }

    private record Column(String header, HorizontalAlign align, Function<JsonNode, String> value) {}

    private static List<Column> columns(JsonNode experiment) {
        boolean hasObjectives = cells(experiment).stream().anyMatch(cell -> cell.hasNonNull("objectives"));
        return hasObjectives
                ? Stream.concat(COLUMNS.stream(), Stream.of(OBJECTIVES)).toList()
                : COLUMNS;
    }

    private static String objectives(JsonNode objectives) {
        return objectives.isEmpty()
                ? NOTHING
                : each(objectives).stream()
                        .map(one -> "%s %d/%d"
                                .formatted(
                                        one.path("name").asText(),
                                        one.path("met").asInt(),
                                        one.path("runs").asInt()))
                        .collect(Collectors.joining(", "));
    }

    private static List<JsonNode> cells(JsonNode experiment) {
        return each(experiment.at("/status/cells"));
    }

    private static List<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** With as many digits as its interval carries. */
    private static String estimate(JsonNode estimate) {
        if (!estimate.path("mean").isNumber()) {
            return NOTHING;
        }
        double mean = estimate.path("mean").asDouble();
        if (!estimate.path("low").isNumber() || !estimate.path("high").isNumber()) {
            return Rounding.written(mean, OptionalDouble.empty());
        }
        double low = estimate.path("low").asDouble();
        double high = estimate.path("high").asDouble();
        var half = Rounding.half(mean, low, high);
        return "%s (%s to %s)"
                .formatted(Rounding.written(mean, half), Rounding.written(low, half), Rounding.written(high, half));
    }

    private static String number(JsonNode value, String format) {
        return value.isNumber() ? String.format(Locale.ROOT, format, value.asDouble()) : NOTHING;
    }
}
