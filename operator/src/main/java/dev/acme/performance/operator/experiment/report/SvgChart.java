package dev.acme.performance.operator.experiment.report;

import static dev.acme.performance.operator.experiment.report.Markup.at;

import java.util.List;
import java.util.function.Consumer;

/** Draws charts as SVG: shapes and text only, in colours that differ in lightness too, so that they survive a grey printer. */
final class SvgChart {
    private static final double WIDTH = 760;
    private static final double LINE = 22;
    private static final double TOP = 10;
    private static final double FOOT = 44;
    private static final double LABELS = 250;
    private static final double RIGHT = 20;
    private static final double SQUARE = 360;
    private static final int MOST_LABEL = 38;

    private SvgChart() {}

    static void write(Markup box, String caption, Chart chart) {
        switch (chart) {
            case Chart.Intervals intervals -> intervals(box, caption, intervals);
            case Chart.Points points -> points(box, caption, points);
            case Chart.Shares shares -> shares(box, caption, shares.shares());
        }
    }

    private static void svg(Markup box, String caption, double height, Consumer<Markup> content) {
        box.element(
                "svg",
                content,
                "xmlns",
                "http://www.w3.org/2000/svg",
                "role",
                "img",
                "aria-label",
                caption,
                "viewBox",
                "0 0 " + at(WIDTH) + " " + at(height));
    }

    private static void intervals(Markup box, String caption, Chart.Intervals chart) {
        double low = chart.marks().stream().mapToDouble(Chart.Mark::low).min().orElse(0);
        double high = chart.marks().stream().mapToDouble(Chart.Mark::high).max().orElse(1);
        var axis = Double.isNaN(chart.reference())
                ? Axis.holding(low, high)
                : Axis.holding(Math.min(low, chart.bandLow()), Math.max(high, chart.bandHigh()));
        double bottom = TOP + LINE * chart.marks().size();
        svg(box, caption, bottom + FOOT, svg -> {
            if (!Double.isNaN(chart.reference())) {
                double left = x(axis, chart.bandLow());
                svg.empty(
                        "rect",
                        "class",
                        "band",
                        "x",
                        at(left),
                        "y",
                        at(TOP),
                        "width",
                        at(x(axis, chart.bandHigh()) - left),
                        "height",
                        at(bottom - TOP));
                line(svg, "reference", x(axis, chart.reference()), TOP, x(axis, chart.reference()), bottom);
            }
            xAxis(svg, axis, chart.axis(), bottom);
            double y = TOP + LINE / 2;
            for (var mark : chart.marks()) {
                String kind = mark.marked() ? "marked" : "plain";
                label(svg, mark.label(), LABELS - 8, y, "end");
                line(svg, "interval " + kind, x(axis, mark.low()), y, x(axis, mark.high()), y);
                svg.empty("circle", "class", "dot " + kind, "cx", at(x(axis, mark.value())), "cy", at(y), "r", "4");
                y += LINE;
            }
        });
    }

    private static double x(Axis axis, double value) {
        return LABELS + axis.place(value) * (WIDTH - LABELS - RIGHT);
    }

    private static void xAxis(Markup svg, Axis axis, String name, double bottom) {
        line(svg, "axis", LABELS, bottom, WIDTH - RIGHT, bottom);
        for (double tick : axis.ticks()) {
            line(svg, "tick", x(axis, tick), TOP, x(axis, tick), bottom + 4);
            label(svg, axis.label(tick), x(axis, tick), bottom + 16, "middle");
        }
        label(svg, name, (LABELS + WIDTH - RIGHT) / 2, bottom + 34, "middle");
    }

    private static void points(Markup box, String caption, Chart.Points chart) {
        var all = chart.points();
        var across = Axis.holding(
                all.stream().mapToDouble(Chart.Point::x).min().orElse(0),
                all.stream().mapToDouble(Chart.Point::x).max().orElse(1));
        var up = Axis.holding(
                all.stream().mapToDouble(Chart.Point::y).min().orElse(0),
                all.stream().mapToDouble(Chart.Point::y).max().orElse(1));
        double bottom = TOP + SQUARE;
        svg(box, caption, bottom + FOOT, svg -> {
            xAxis(svg, across, chart.xAxis(), bottom);
            line(svg, "axis", LABELS, TOP, LABELS, bottom);
            label(svg, chart.yAxis(), LABELS - 70, TOP + SQUARE / 2, "end");
            for (double tick : up.ticks()) {
                double y = bottom - up.place(tick) * SQUARE;
                line(svg, "tick", LABELS - 4, y, WIDTH - RIGHT, y);
                label(svg, up.label(tick), LABELS - 8, y, "end");
            }
            for (var point : all) {
                double cx = x(across, point.x());
                double cy = bottom - up.place(point.y()) * SQUARE;
                svg.empty(
                        "circle",
                        "class",
                        "dot " + (point.marked() ? "marked" : "plain"),
                        "cx",
                        at(cx),
                        "cy",
                        at(cy),
                        "r",
                        "5");
                if (point.marked()) {
                    boolean isRight = cx > (LABELS + WIDTH) / 2;
                    label(svg, point.label(), isRight ? cx - 9 : cx + 9, cy - 9, isRight ? "end" : "start");
                }
            }
        });
    }

    private static void shares(Markup box, String caption, List<Chart.Share> shares) {
        var axis = Axis.holding(0, 100);
        double bottom = TOP + LINE * shares.size();
        svg(box, caption, bottom + FOOT, svg -> {
            xAxis(svg, axis, "% of the variance", bottom);
            double y = TOP;
            for (var share : shares) {
                label(svg, share.label(), LABELS - 8, y + LINE / 2, "end");
                svg.empty(
                        "rect",
                        "class",
                        "bar",
                        "x",
                        at(LABELS),
                        "y",
                        at(y + 4),
                        "width",
                        at(x(axis, share.percent()) - LABELS),
                        "height",
                        at(LINE - 8));
                y += LINE;
            }
        });
    }

    private static void line(Markup svg, String kind, double x1, double y1, double x2, double y2) {
        svg.empty("line", "class", kind, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
    }

    private static void label(Markup svg, String text, double x, double y, String anchor) {
        String shown = text.length() > MOST_LABEL ? text.substring(0, MOST_LABEL - 1) + "…" : text;
        svg.text("text", shown, "x", at(x), "y", at(y + 4), "text-anchor", anchor);
    }
}
