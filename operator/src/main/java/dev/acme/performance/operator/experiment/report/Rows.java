package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.operator.experiment.report.Block.Column;
import dev.acme.performance.operator.experiment.report.Block.Row;
import dev.acme.performance.operator.experiment.report.Block.Table;
import dev.acme.performance.operator.experiment.stats.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Short ways to make tables. */
final class Rows {
    static final String NOTHING = "-";

    private Rows() {}

    /** Headers; those that begin with {@code #} head numbers. */
    static Table table(List<String> headers, List<Row> rows) {
        return new Table(
                headers.stream()
                        .map(header -> new Column(
                                header.startsWith("#") ? header.substring(1) : header, header.startsWith("#")))
                        .toList(),
                rows);
    }

    static Row plain(String... cells) {
        return new Row(List.of(cells), false);
    }

    static Row row(boolean marked, String... cells) {
        return new Row(List.of(cells), marked);
    }

    static Row row(boolean marked, List<String> first, String... more) {
        return new Row(Stream.concat(first.stream(), Stream.of(more)).toList(), marked);
    }

    /** The coefficient of variation between runs in percent, where there are runs enough for one. */
    static String cv(Estimate estimate) {
        return Optional.ofNullable(estimate.cv()).map(cv -> Plain.number(cv, 1)).orElse(NOTHING);
    }

    /** Names and values. */
    static Table facts(List<ExperimentReport.Fact> facts) {
        return table(
                List.of("What", "Value"),
                facts.stream().map(fact -> plain(fact.name(), fact.value())).toList());
    }
}
