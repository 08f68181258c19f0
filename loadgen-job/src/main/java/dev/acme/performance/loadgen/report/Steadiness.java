package dev.acme.performance.loadgen.report;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.loadgen.stats.MannKendall;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether the medians of a window's seconds stay where they are (H-09): the last third's within 5 % of the first third's,
 * and no trend that chance brings about once in a hundred runs only.
 */
final class Steadiness {
    /** A third has four seconds then. */
    static final int FEWEST_SECONDS = 12;

    static final double MOST_CHANGE = 0.05;
    static final double TREND_P = 0.01;
    /** How late a thread wakes up: less than that between two medians is no difference of what was measured. */
    static final double RESOLUTION_MS = 0.1;

    private static final int THIRDS = 3;

    private final double[] medians;
    private final boolean isTimed;

    Steadiness(LoadProfile profile, List<RunResult.Second> series) {
        Integer seconds = profile.durationSeconds();
        isTimed = seconds != null;
        medians = series.stream()
                .filter(second -> seconds == null || second.second() < seconds)
                .map(RunResult.Second::p50Ms)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** A typical response of the first third; 0 where nothing succeeded. */
    double earlyMs() {
        return medians.length == 0 ? 0 : middle(0, Math.max(1, medians.length / THIRDS));
    }

    /** Empty where the window is steady, or too short to tell. */
    Optional<Finding> finding() {
        if (!isTimed || medians.length < FEWEST_SECONDS) {
            return Optional.empty();
        }
        double first = earlyMs();
        double last = middle(medians.length - medians.length / THIRDS, medians.length);
        double p = MannKendall.pValue(medians);
        boolean isMoved = Math.abs(last - first) > Math.max(RESOLUTION_MS, MOST_CHANGE * first);
        boolean isTrend = p <= TREND_P && Math.abs(last - first) > RESOLUTION_MS;
        return isMoved || isTrend
                ? Optional.of(Finding.doubts(String.format(
                        Locale.ROOT,
                        "NotSteady: the median went from %.2f ms in the first third of the window to %.2f ms in the last (trend p %.4f)",
                        first,
                        last,
                        p)))
                : Optional.empty();
    }

    private double middle(int from, int to) {
        double[] sorted = Arrays.copyOfRange(medians, from, to);
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }
}
