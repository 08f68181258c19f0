package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.exchange.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** How numbers are said: with their unit, and with as many digits as their interval carries (H-22). */
public final class Wording {
    private static final double MEGA = 1e6;
    private static final int RATIO_DECIMALS = 3;
    private static final double LEAST_P = 0.0001;

    private Wording() {}

    /** Such as {@code p99 ms}. */
    public static String name(Metric metric) {
        return switch (metric) {
            case MEAN_MS -> "mean ms";
            case MEDIAN_MS -> "median ms";
            case P90_MS -> "p90 ms";
            case P95_MS -> "p95 ms";
            case P99_MS -> "p99 ms";
            case P999_MS -> "p99.9 ms";
            case MAX_MS -> "max ms";
            case REQUESTS_PER_SECOND -> "requests/s";
            case BYTES_PER_SECOND -> "MB/s";
            case SUCCESS_PERCENT -> "success %";
        };
    }

    /** In the metric's unit as it is shown: bytes as MB = 10^6 bytes. */
    public static double shown(Metric metric, double value) {
        return metric == Metric.BYTES_PER_SECOND ? value / MEGA : value;
    }

    /** A mean, with the digits of its interval. */
    public static String mean(Metric metric, Estimate estimate) {
        return Rounding.written(shown(metric, estimate.mean()), half(metric, estimate));
    }

    /** Such as {@code 94.1 to 96.3}; a hyphen where one run has no interval. */
    public static String interval(Metric metric, Estimate estimate) {
        Double low = estimate.low();
        Double high = estimate.high();
        var half = half(metric, estimate);
        return low == null || high == null
                ? "-"
                : Rounding.written(shown(metric, low), half) + " to " + Rounding.written(shown(metric, high), half);
    }

    private static OptionalDouble half(Metric metric, Estimate estimate) {
        Double low = estimate.low();
        Double high = estimate.high();
        return low == null || high == null
                ? OptionalDouble.empty()
                : Rounding.half(shown(metric, estimate.mean()), shown(metric, low), shown(metric, high));
    }

    /** Such as {@code 1.104 (1.082 to 1.126)}. */
    public static String ratio(double ratio, double low, double high) {
        var half = Rounding.half(ratio, low, high);
        // a hundredth has as many digits as a hundredfold
        int decimals = Math.max(RATIO_DECIMALS, RATIO_DECIMALS - 1 - (int) Math.floor(Math.log10(ratio)));
        return "%s (%s to %s)"
                .formatted(
                        Rounding.written(ratio, half, decimals),
                        Rounding.written(low, half, decimals),
                        Rounding.written(high, half, decimals));
    }

    /** Both means of a comparison, the cell's and the other's, with the digits of their ratio's interval. */
    public static String mean(Comparison comparison, double mean) {
        double half = (comparison.high() - comparison.low()) / 2 / comparison.ratio() * mean;
        return Rounding.written(shown(comparison.metric(), mean), OptionalDouble.of(shown(comparison.metric(), half)));
    }

    /** Two digits, or a bound; in a table. */
    public static String p(double p) {
        return p < LEAST_P ? "< 0.0001" : number(p, 2);
    }

    /** Such as {@code p = 0.012}; in a sentence. */
    public static String pValue(double p) {
        return p < LEAST_P ? "p < 0.0001" : "p = " + number(p, 2);
    }

    /** Three digits at most, without needless zeros; more before the point. */
    public static String number(double value) {
        return Math.abs(value) >= 100 ? String.format(Locale.ROOT, "%.0f", value) : number(value, 3);
    }

    private static String number(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(value)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString();
    }
}
