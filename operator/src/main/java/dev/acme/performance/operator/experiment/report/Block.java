package dev.acme.performance.operator.experiment.report;

import java.util.List;

/** A part of a text, whatever it is written as. All strings are plain: whoever writes them escapes them. */
sealed interface Block {

    /** A paragraph. */
    record Text(String words) implements Block {}

    /** A list of sentences. */
    record Bullets(List<String> lines) implements Block {}

    /** Rows of cells; a row is marked where it deserves to be seen. */
    record Table(List<Column> columns, List<Row> rows) implements Block {}

    /** A column's header; numbers stand to the right. */
    record Column(String header, boolean numeric) {}

    /** A row of a table. */
    record Row(List<String> cells, boolean marked) {}

    /** A picture, with what it shows in words. Markdown leaves it out: its numbers stand in a table beside it. */
    record Figure(String caption, Chart chart) implements Block {}
}
