package dev.acme.performance.operator.experiment.report;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a document as Markdown (GitHub's dialect, for the tables); no text of others becomes markup. */
final class MarkdownReport {
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]#|~!]");

    /** What GitHub makes a mention, a reference or an address of, whatever escapes it: in the page, after the markup is read. */
    private static final Pattern REFERENCE = Pattern.compile(
            "(?<=(?<!\\w)@)(?=\\w)|(?<=\\w@)(?=[\\w-]+(?:\\.[\\w-]+)*\\.[a-zA-Z])|(?<=#)(?=\\d)|(?<=(?i:\\bGH-))(?=\\d)");

    /** A comment, which parts words and is not seen. */
    private static final String NOTHING_SEEN = "<!-- -->";

    private static final Pattern ADDRESS = Pattern.compile("(?i)\\b(www)\\.");

    private MarkdownReport() {}

    static String of(Document document) {
        var text = new StringBuilder("# " + escaped(document.title()) + "\n");
        for (var section : document.sections()) {
            text.append("\n## ").append(escaped(section.title())).append('\n');
            section.blocks().forEach(block -> text.append(of(block)));
        }
        return text.toString();
    }

    private static String of(Block block) {
        return switch (block) {
            case Block.Text words -> "\n" + escaped(words.words()) + "\n";
            case Block.Bullets bullets ->
                bullets.lines().stream()
                        .map(line -> "- " + escaped(line) + "\n")
                        .collect(Collectors.joining("", "\n", ""));
            case Block.Table table -> table(table);
            case Block.Figure figure -> "";
        };
    }

    private static String table(Block.Table table) {
        return table.columns().stream()
                        .map(column -> escaped(column.header()))
                        .collect(Collectors.joining(" | ", "\n| ", " |\n"))
                + table.columns().stream()
                        .map(column -> column.numeric() ? "---:" : "---")
                        .collect(Collectors.joining(" | ", "| ", " |\n"))
                + table.rows().stream()
                        .map(row -> row.cells().stream()
                                .map(cell ->
                                        row.marked() && !cell.isBlank() ? "**" + escaped(cell) + "**" : escaped(cell))
                                .collect(Collectors.joining(" | ", "| ", " |\n")))
                        .collect(Collectors.joining());
    }

    static String escaped(String text) {
        String plain = Plain.text(text)
                .strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        String parted = REFERENCE.matcher(plain).replaceAll("\u0000");
        String escaped = MARKUP.matcher(parted).replaceAll("\\\\$0").replace("://", ":&#47;/");
        return ADDRESS.matcher(escaped).replaceAll("$1&#46;").replace("\u0000", NOTHING_SEEN);
    }
}
