package dev.acme.performance.operator.experiment.report;

import static dev.acme.performance.operator.experiment.report.Markup.at;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Draws charts as SVG: shapes and text only, in colours that differ in lightness too, so that they survive a grey printer. */
final class SvgChart {
    private static final double WIDTH = 760;
    private static final double LINE = 22;
    private static final double TOP = 10;
    private static final double FOOT = 44;
    private static final double LETTER = 6.4;
    private static final double UP_AXIS = 90;
    private static final double RIGHT = 20;
    private static final double SQUARE = 360;
    private static final int MOST_LABEL = 38;
    private static final int MOST_NAMED = 12;

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
        boolean hasReference = !Double.isNaN(chart.reference());
        var axis = hasReference
                ? Axis.holding(Math.min(low, chart.bandLow()), Math.max(high, chart.bandHigh()))
                : Axis.holding(low, high);
        var across = new Across(axis, room(chart.marks().stream().map(Chart.Mark::label)));
        double bottom = TOP + LINE * chart.marks().size();
        svg(box, caption, bottom + FOOT, svg -> {
            if (hasReference) {
                double left = across.at(chart.bandLow());
                rectangle(svg, "band", left, TOP, across.at(chart.bandHigh()) - left, bottom - TOP);
            }
            across.draw(svg, chart.axis(), bottom);
            if (hasReference) {
                double at = across.at(chart.reference());
                line(svg, "reference", at, TOP, at, bottom);
            }
            double y = TOP + LINE / 2;
            for (var mark : chart.marks()) {
                String kind = mark.marked() ? "marked" : "plain";
                label(svg, mark.label(), across.left() - 8, y, "end");
                line(svg, "interval " + kind, across.at(mark.low()), y, across.at(mark.high()), y);
                dot(svg, kind, across.at(mark.value()), y, 4);
                y += LINE;
            }
        });
    }

    /** For labels at the left: as much as the longest needs. */
    private static double room(Stream<String> labels) {
        int longest = labels.mapToInt(label -> Math.min(MOST_LABEL, label.length()))
                .max()
                .orElse(0);
        return 20 + longest * LETTER;
    }

    /** The horizontal axis, from {@code left} on. */
    private record Across(Axis axis, double left) {
        double at(double value) {
            return left + axis.place(value) * (WIDTH - left - RIGHT);
        }

        void draw(Markup svg, String name, double bottom) {
            for (double tick : axis.ticks()) {
                line(svg, "tick", at(tick), TOP, at(tick), bottom + 4);
                label(svg, axis.label(tick), at(tick), bottom + 16, "middle");
            }
            line(svg, "axis", left, bottom, WIDTH - RIGHT, bottom);
            label(svg, name, (left + WIDTH - RIGHT) / 2, bottom + 34, "middle");
        }
    }

    private static void points(Markup box, String caption, Chart.Points chart) {
        var all = chart.points();
        var across = new Across(
                Axis.holding(
                        all.stream().mapToDouble(Chart.Point::x).min().orElse(0),
                        all.stream().mapToDouble(Chart.Point::x).max().orElse(1)),
                UP_AXIS);
        var up = Axis.holding(
                all.stream().mapToDouble(Chart.Point::y).min().orElse(0),
                all.stream().mapToDouble(Chart.Point::y).max().orElse(1));
        double top = TOP + LINE;
        double bottom = top + SQUARE;
        svg(box, caption, bottom + FOOT, svg -> {
            label(svg, chart.yAxis(), 8, TOP, "start");
            for (double tick : up.ticks()) {
                double y = bottom - up.place(tick) * SQUARE;
                line(svg, "tick", UP_AXIS - 4, y, WIDTH - RIGHT, y);
                label(svg, up.label(tick), UP_AXIS - 8, y, "end");
            }
            across.draw(svg, chart.xAxis(), bottom);
            line(svg, "axis", UP_AXIS, top, UP_AXIS, bottom);
            for (var point : all) {
                double x = across.at(point.x());
                double y = bottom - up.place(point.y()) * SQUARE;
                dot(svg, point.marked() ? "marked" : "plain", x, y, 5);
                if (point.marked() || all.size() <= MOST_NAMED) {
                    boolean isRight = x > (UP_AXIS + WIDTH) / 2;
                    label(svg, point.label(), isRight ? x - 9 : x + 9, y - 9, isRight ? "end" : "start");
                }
            }
        });
    }

    private static void shares(Markup box, String caption, List<Chart.Share> shares) {
        var across = new Across(Axis.holding(0, 100), room(shares.stream().map(Chart.Share::label)));
        double bottom = TOP + LINE * shares.size();
        svg(box, caption, bottom + FOOT, svg -> {
            across.draw(svg, "% of the variance", bottom);
            double y = TOP;
            for (var share : shares) {
                label(svg, share.label(), across.left() - 8, y + LINE / 2, "end");
                rectangle(svg, "bar", across.left(), y + 4, across.at(share.percent()) - across.left(), LINE - 8);
                y += LINE;
            }
        });
    }

    private static void rectangle(Markup svg, String kind, double x, double y, double width, double height) {
        svg.empty("rect", "class", kind, "x", at(x), "y", at(y), "width", at(width), "height", at(height));
    }

    private static void dot(Markup svg, String kind, double x, double y, double radius) {
        svg.empty("circle", "class", "dot " + kind, "cx", at(x), "cy", at(y), "r", at(radius));
    }

    private static void line(Markup svg, String kind, double x1, double y1, double x2, double y2) {
        svg.empty("line", "class", kind, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
    }

    private static void label(Markup svg, String text, double x, double y, String anchor) {
        String shown = text.length() > MOST_LABEL ? text.substring(0, MOST_LABEL - 1) + "…" : text;
        svg.text("text", shown, "x", at(x), "y", at(y + 4), "text-anchor", anchor);
    }
}
