package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import java.util.List;
import java.util.stream.Stream;

/** The metrics that a table of cells or runs has columns of. */
final class Shown {
    /** Of a difference in another metric than the objective: a hint, no claim. */
    static final String EXPLORATORY = "exploratory";

    /** Where the same cell differs from itself. */
    static final String WITHHELD = "withheld";

    private static final List<Metric> ALWAYS = List.of(
            Metric.REQUESTS_PER_SECOND,
            Metric.BYTES_PER_SECOND,
            Metric.MEAN_MS,
            Metric.MEDIAN_MS,
            Metric.P99_MS,
            Metric.SUCCESS_PERCENT);

    private Shown() {}

    /** The objective is always among them. */
    static List<Metric> with(Metric objective) {
        return Stream.concat(ALWAYS.stream(), Stream.of(objective)).distinct().toList();
    }
}
