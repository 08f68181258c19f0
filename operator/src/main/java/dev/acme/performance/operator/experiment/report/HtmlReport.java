package dev.acme.performance.operator.experiment.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes a document as one HTML file: style and pictures inside, no script, nothing loaded, and none would be allowed to. */
final class HtmlReport {
    private static final String STYLE = style();

    private HtmlReport() {}

    private static String style() {
        try (var stream = HtmlReport.class.getResourceAsStream("/report.css")) {
            if (stream == null) {
                throw new IllegalStateException("the operator's jar has no report.css");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(Document document) {
        return "<!DOCTYPE html>\n"
                + Markup.of(page -> page.element(
                        "html",
                        html -> html.element("head", head -> head(head, document))
                                .element("body", body -> body.element("main", main -> main(main, document))),
                        "lang",
                        "en"))
                + "\n";
    }

    private static void head(Markup head, Document document) {
        head.empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'unsafe-inline'")
                .text("title", document.title())
                .element("style", style -> style.own(STYLE));
    }

    private static void main(Markup main, Document document) {
        main.text("h1", document.title());
        main.element(
                "nav",
                nav -> nav.element("ol", list -> {
                    int number = 0;
                    for (var section : document.sections()) {
                        String target = "#part-" + ++number;
                        list.element("li", item -> item.text("a", section.title(), "href", target));
                    }
                }),
                "aria-label",
                "Contents");
        int number = 0;
        for (var section : document.sections()) {
            String id = "part-" + ++number;
            main.element(
                    "section",
                    part -> {
                        part.text("h2", section.title(), "id", id);
                        section.blocks().forEach(block -> write(part, block));
                    },
                    "aria-labelledby",
                    id);
        }
    }

    private static void write(Markup part, Block block) {
        switch (block) {
            case Block.Text text -> part.text("p", text.words());
            case Block.Bullets bullets ->
                part.element("ul", list -> bullets.lines().forEach(line -> list.text("li", line)));
            case Block.Table table -> part.element("div", box -> table(box, table), "class", "wide");
            case Block.Figure figure ->
                part.element("figure", box -> {
                    SvgChart.write(box, figure.caption(), figure.chart());
                    box.text("figcaption", figure.caption());
                });
        }
    }

    private static void table(Markup box, Block.Table table) {
        box.element("table", inside -> {
            inside.element(
                    "thead",
                    head -> head.element(
                            "tr",
                            row -> table.columns()
                                    .forEach(column -> row.text(
                                            "th",
                                            column.header(),
                                            "scope",
                                            "col",
                                            "class",
                                            column.numeric() ? "number" : "word"))));
            inside.element("tbody", body -> table.rows().forEach(row -> row(body, table, row)));
        });
    }

    private static void row(Markup body, Block.Table table, Block.Row row) {
        body.element(
                "tr",
                line -> {
                    for (int i = 0; i < row.cells().size(); i++) {
                        line.text(
                                "td",
                                row.cells().get(i),
                                "class",
                                table.columns().get(i).numeric() ? "number" : "word");
                    }
                },
                "class",
                row.marked() ? "marked" : "plain");
    }
}
