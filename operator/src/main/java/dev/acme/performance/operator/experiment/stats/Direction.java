package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import java.util.List;

/** Where better lies: lower for times, higher for rates and success. */
public enum Direction {
    LOWER,
    HIGHER;

    /** What every experiment is asked for, beside its objective. */
    public static final List<Metric> HEADLINES =
            List.of(Metric.REQUESTS_PER_SECOND, Metric.MEAN_MS, Metric.MEDIAN_MS, Metric.P99_MS);

    /** Of a metric. */
    public static Direction of(Metric metric) {
        return switch (metric) {
            case MEAN_MS, MEDIAN_MS, P90_MS, P95_MS, P99_MS, P999_MS, MAX_MS -> LOWER;
            case REQUESTS_PER_SECOND, BYTES_PER_SECOND, SUCCESS_PERCENT -> HIGHER;
        };
    }

    /** Whether {@code value} lies on the better side of {@code other}. */
    public boolean isBetter(double value, double other) {
        return switch (this) {
            case LOWER -> value < other;
            case HIGHER -> value > other;
        };
    }
}
