package dev.acme.performance.operator.experiment.report;

import java.util.List;

/** What a picture shows. */
sealed interface Chart {

    /** Values with their intervals, one a line. {@code reference} is drawn as a line, {@code band} around it in grey. */
    record Intervals(String axis, double reference, double bandLow, double bandHigh, List<Mark> marks)
            implements Chart {}

    /** One line: marked where it is the baseline or a significant difference. */
    record Mark(String label, double value, double low, double high, boolean marked) {}

    /** Points on two axes; marked ones stand on the Pareto front. */
    record Points(String xAxis, String yAxis, List<Point> points) implements Chart {}

    /** One point. */
    record Point(String label, double x, double y, boolean marked) {}

    /** Shares of a whole, in percent. */
    record Shares(List<Share> shares) implements Chart {}

    /** One share. */
    record Share(String label, double percent) {}
}
