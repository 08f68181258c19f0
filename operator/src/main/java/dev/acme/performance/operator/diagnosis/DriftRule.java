package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Load;
import dev.acme.performance.crds.PerformanceRunStatus.Drift;
import dev.acme.performance.exchange.RunResult;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Whether a service became slower or faster while its load was constant. Three things must come together: a movement that
 * chance does not make, a change between the first and the last third that is worth a word (rule H-09 of
 * docs/measurement.md), and one that stands out of what its windows differ by anyway. One alone would call every long run
 * drifting, or every noisy one.
 */
public final class DriftRule {
    static final double SIGNIFICANCE = 1e-4;
    static final double LEAST_CHANGE = 0.05;
    static final double LEAST_CHANGE_OF_NOISE = 3;
    private static final double SMALLEST_WRITTEN = 1e-6;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final int THIRDS = 3;

    private DriftRule() {}

    /** Of the whole run; without numbers, and with the reason, where it cannot be judged. */
    public static Drift of(Load load, RunResult result) {
        return switch (Course.of(load, result)) {
            case Course.Unknown unknown -> new Drift(null, null, null, null, "not judged: " + unknown.reason());
            case Course.Followed course -> judged(course);
        };
    }

    private static Drift judged(Course.Followed course) {
        var windows = course.windows();
        var trend = Trend.of(windows);
        int third = windows.size() / THIRDS;
        double first = median(windows.subList(0, third));
        double last = median(windows.subList(windows.size() - third, windows.size()));
        double typical = median(windows);
        double change = typical == 0 ? 0 : (last - first) / typical;
        boolean isDetected = trend.pValue() < SIGNIFICANCE
                && Math.abs(change) >= LEAST_CHANGE
                && Math.abs(last - first) >= LEAST_CHANGE_OF_NOISE * trend.noise();
        double minutes = (windows.size() - third) * course.windowSeconds() / SECONDS_PER_MINUTE;
        String sentence = String.format(
                Locale.ROOT,
                "%s: %s went from %.2f %s in the first third to %.2f %s in the last, %s over %d windows of %d s",
                isDetected ? "drifting" : "no drift",
                course.metric().field(),
                first,
                course.metric().unit(),
                last,
                course.metric().unit(),
                written(trend.pValue()),
                windows.size(),
                course.windowSeconds());
        return new Drift(
                rounded(100 * change / minutes), isDetected, course.metric().field(), trend.pValue(), sentence);
    }

    /** Smaller ones say the same, and rest on the form of the noise. */
    private static String written(double p) {
        return p < SMALLEST_WRITTEN ? "p < 1e-6" : String.format(Locale.ROOT, "p = %.2g", p);
    }

    private static double median(List<Double> values) {
        return Median.withDefaults()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double rounded(double percent) {
        return Math.round(percent * 100) / 100.0;
    }
}
