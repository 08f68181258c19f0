package dev.acme.performance.operator.merge;

import static dev.acme.performance.operator.merge.HistogramSum.rounded;

import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.Results.Timing;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Where the clients' time went, of several load generators together: means by their counts, percentiles of the sum. */
record MergedTiming(List<Results> parts, HistogramSum firstByte) {
    MergedTiming {
        parts = List.copyOf(parts);
    }

    /** Null where nothing succeeded, or where one did not tell: the others' would stand for requests that they are not. */
    @Nullable
    Timing timing() {
        long n = parts.stream().mapToLong(Results::succeeded).sum();
        boolean isWhole = firstByte.isWhole()
                && firstByte.count() == n
                && parts.stream().allMatch(part -> part.succeeded() == 0 || part.timing() != null);
        if (n == 0 || !isWhole) {
            return null;
        }
        double wait = mean(Timing::waitMeanMs, n);
        double toFirstByte = mean(Timing::firstByteMeanMs, n);
        double body = mean(Timing::bodyMeanMs, n);
        double all = wait + toFirstByte + body;
        return new Timing(
                rounded(wait),
                rounded(toFirstByte),
                firstByte.millis(500),
                firstByte.millis(990),
                all == 0 ? 0 : rounded(100 * toFirstByte / all),
                rounded(body));
    }

    private double mean(ToDoubleFunction<Timing> value, long n) {
        double sum = 0;
        for (Results part : parts) {
            sum += part.timing() == null ? 0 : part.succeeded() * value.applyAsDouble(part.timing());
        }
        return sum / n;
    }
}
