package dev.acme.performance.local.command;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Runs as a table, one a line; latencies in milliseconds, MB = 10^6 bytes. */
final class ResultTable {
    private static final String NOTHING = "-";
    private static final String COLD_STARTS = "/status/results/cold/count";
    private static final List<Column> COLUMNS = List.of(
            word("Run", "/metadata/name"),
            word("Phase", "/status/phase"),
            word("Verdict", "/status/verdict"),
            word("Validity", "/status/validity"),
            new Column("Variant", HorizontalAlign.LEFT, ResultTable::variant),
            new Column("Clients", HorizontalAlign.RIGHT, run -> text(run, "/spec/clients")),
            new Column(
                    "OK",
                    HorizontalAlign.RIGHT,
                    run -> text(run, "/status/results/succeeded") + "/" + text(run, "/status/results/requests")),
            digits("Req/s", it -> it.rate("/throughput/requestsPerSecond")),
            digits("MB/s", it -> it.rate("/throughput/megabytesPerSecond")),
            digits("Mean ms", Digits::mean),
            digits("Median ms", Digits::median),
            digits("P99 ms", Digits::p99));
    /** Shown where a run of the table has them. */
    private static final List<Column> PARTICULARS = List.of(
            new Column("Cold", HorizontalAlign.RIGHT, run -> metColdStarts(run) ? text(run, COLD_STARTS) : NOTHING),
            number("Cold P50 ms", "/status/results/cold/p50Ms"),
            number("Cold P99 ms", "/status/results/cold/p99Ms"),
            new Column(
                    "Warm P50 ms",
                    HorizontalAlign.RIGHT,
                    run -> metColdStarts(run) ? number(run, "/status/results/warm/p50Ms") : NOTHING),
            number("Offered/s", "/status/results/arrival/offeredPerSecond"),
            new Column(
                    "Sent",
                    HorizontalAlign.RIGHT,
                    run -> run.at("/status/results/arrival/planned").isNumber()
                            ? text(run, "/status/results/arrival/sent") + "/"
                                    + text(run, "/status/results/arrival/planned")
                            : NOTHING),
            number("Hit %", "/status/results/cache/hitPercent"),
            number("Redirect ms", "/status/results/redirect/registryMeanMs"),
            number("Bucket ms", "/status/results/redirect/storageMeanMs"));

    private ResultTable() {}

    /** For a terminal. */
    static String text(List<? extends JsonNode> runs) {
        var columns = columns(runs).stream()
                .map(column -> new com.github.freva.asciitable.Column()
                        .header(column.header())
                        .headerAlign(column.align())
                        .dataAlign(column.align())
                        .<JsonNode>with(column.value()))
                .toList();
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, List.<JsonNode>copyOf(runs), columns);
    }

    /** What the numbers alone do not say, a line each: why a run failed, why its numbers are to be doubted, what limits it. */
    static List<String> remarks(List<? extends JsonNode> runs) {
        return runs.stream()
                .flatMap(run -> Stream.of(
                                failure(run),
                                doubts(run),
                                Stream.of(run.at("/status/results/arrival/note").asText()),
                                FindingRemarks.of(run.at("/status/findings")),
                                TargetRemark.of(run.at("/status/targetCounters")).stream()
                                        .map(JsonNode::asText),
                                BottleneckRemark.of(run.at("/status")).stream())
                        .flatMap(lines -> lines)
                        .map(remark -> remark.replaceAll("\\s*\\R\\s*", " "))
                        .filter(remark -> !remark.isBlank())
                        .distinct()
                        .map(remark -> text(run, "/metadata/name") + ": " + remark))
                .toList();
    }

    private static Stream<String> failure(JsonNode run) {
        return Stream.of(run.at("/status/message").asText())
                .filter(_ -> !text(run, "/status/phase").equals("Succeeded"));
    }

    private static Stream<String> doubts(JsonNode run) {
        return StreamSupport.stream(run.at("/status/validityReasons").spliterator(), false)
                .map(JsonNode::asText);
    }

    /** For a text that is kept. */
    static String markdown(List<? extends JsonNode> runs) {
        var columns = columns(runs);
        var lines = columns.stream().map(Column::header).collect(Collectors.joining(" | ", "| ", " |\n"))
                + columns.stream()
                        .map(column -> column.align() == HorizontalAlign.RIGHT ? "---:" : "---")
                        .collect(Collectors.joining(" | ", "| ", " |\n"));
        return runs.stream()
                .map(run -> columns.stream()
                        .map(column -> column.value().apply(run))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .collect(Collectors.joining("\n", lines, ""));
    }

    private static List<Column> columns(List<? extends JsonNode> runs) {
        return Stream.concat(
                        COLUMNS.stream(),
                        PARTICULARS.stream()
                                .filter(column -> runs.stream()
                                        .anyMatch(run ->
                                                !column.value().apply(run).equals(NOTHING))))
                .toList();
    }

    /** Such as ecs+s3, and whatever lies between the client and the storage; an external target has no storage of ours. */
    private static String variant(JsonNode run) {
        if (text(run, "/spec/compute/backend").equals("external")) {
            return "external:" + text(run, "/spec/compute/target");
        }
        var between = Stream.of("/spec/storage/caching", "/spec/storage/delivery")
                .map(pointer -> text(run, pointer))
                .filter(word -> !Set.of(NOTHING, "None", "Proxy").contains(word));
        return Stream.concat(Stream.of(text(run, "/spec/compute/backend"), text(run, "/spec/storage/backend")), between)
                .collect(Collectors.joining("+"));
    }

    private record Column(String header, HorizontalAlign align, Function<JsonNode, String> value) {}

    private static Column word(String header, String pointer) {
        return new Column(header, HorizontalAlign.LEFT, run -> text(run, pointer));
    }

    private static Column digits(String header, Function<Digits, String> number) {
        return new Column(header, HorizontalAlign.RIGHT, run -> number.apply(new Digits(run.at("/status/results"))));
    }

    private static Column number(String header, String pointer) {
        return new Column(header, HorizontalAlign.RIGHT, run -> number(run, pointer));
    }

    private static String number(JsonNode run, String pointer) {
        var value = run.at(JsonPointer.compile(pointer));
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f", value.asDouble()) : NOTHING;
    }

    private static boolean metColdStarts(JsonNode run) {
        return run.at(COLD_STARTS).asLong() > 0;
    }

    private static String text(JsonNode run, String pointer) {
        return run.at(JsonPointer.compile(pointer)).asText(NOTHING);
    }
}
