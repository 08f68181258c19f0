package dev.acme.performance.operator.merge;

import static dev.acme.performance.operator.merge.HistogramSum.rounded;

import dev.acme.performance.exchange.Ranks;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.Results.Latency;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Latencies of several load generators together: percentiles of the summed histogram, means weighted by their counts. */
record MergedLatency(List<Results> parts, HistogramSum responses) {
    private static final double FAR = 1.5;
    private static final double VERY_FAR = 3;

    MergedLatency {
        parts = List.copyOf(parts);
    }

    /** Null where nothing succeeded. */
    @Nullable
    Latency latency() {
        long n = responses.count();
        if (n == 0) {
            return null;
        }
        var high = Ranks.p99High(n);
        double max = most(Latency::maxMs);
        return new Latency(
                rounded(mean()),
                Math.min(max, responses.millis(500)),
                Math.min(max, responses.millis(900)),
                Math.min(max, responses.millis(950)),
                Math.min(max, responses.millis(990)),
                Math.min(max, responses.millis(999)),
                each().stream().mapToDouble(Latency::minMs).min().orElse(0),
                max,
                rounded(deviation()),
                Math.min(max, responses.millisAtRank(Ranks.p99Low(n))),
                high.isPresent() ? Math.min(max, responses.millisAtRank(high.getAsLong())) : null);
    }

    /** Tukey's fences over the sum (H-13); null where nothing succeeded. */
    Results.@Nullable Outliers outliers() {
        if (responses.count() == 0) {
            return null;
        }
        double low = responses.millis(250);
        double high = responses.millis(750);
        long far = responses.countAbove(high + FAR * (high - low));
        long veryFar = responses.countAbove(high + VERY_FAR * (high - low));
        return new Results.Outliers(
                responses.countBelow(low - FAR * (high - low)),
                far - veryFar,
                veryFar,
                rounded(high + FAR * (high - low)));
    }

    private double mean() {
        double sum = 0;
        for (Results part : parts) {
            sum += part.latency() == null ? 0 : part.latency().meanMs() * part.succeeded();
        }
        return sum / responses.count();
    }

    /** From each part's deviation and its mean's distance from the common one: (n - 1) s^2 adds up to what is around both. */
    private double deviation() {
        double mean = mean();
        double squares = 0;
        for (Results part : parts) {
            var latency = part.latency();
            if (latency != null) {
                double distance = latency.meanMs() - mean;
                squares += (part.succeeded() - 1) * latency.stddevMs() * latency.stddevMs()
                        + part.succeeded() * distance * distance;
            }
        }
        return responses.count() < 2 ? 0 : Math.sqrt(squares / (responses.count() - 1));
    }

    private double most(ToDoubleFunction<Latency> value) {
        return each().stream().mapToDouble(value).max().orElse(0);
    }

    private List<Latency> each() {
        return parts.stream().map(Results::latency).filter(Objects::nonNull).toList();
    }
}
