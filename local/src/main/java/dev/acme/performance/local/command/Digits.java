package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.exchange.Rounding;
import java.util.OptionalDouble;

/** Writes a run's numbers with as many digits as their 95 % interval carries ({@link Rounding}). Status and JSON keep all. */
final class Digits {
    private static final double NORMAL = 1.96;
    /** Standard error of a median of normal values over that of their mean. */
    private static final double MEDIAN = Math.sqrt(Math.PI / 2);

    private final JsonNode results;

    /** {@code results} is {@code status.results}, or missing. */
    Digits(JsonNode results) {
        this.results = results;
    }

    String mean() {
        return written(results.at("/latency/meanMs"), halfOfMean());
    }

    String median() {
        var half = halfOfMean();
        return written(
                results.at("/latency/medianMs"),
                half.isPresent() ? OptionalDouble.of(MEDIAN * half.getAsDouble()) : half);
    }

    /** Where the interval has no upper bound, the largest value takes its place. */
    String p99() {
        var low = results.at("/latency/p99LowMs");
        var high = results.at("/latency/p99HighMs");
        var top = high.isNumber() ? high : results.at("/latency/maxMs");
        return written(
                results.at("/latency/p99Ms"),
                low.isNumber() && top.isNumber()
                        ? OptionalDouble.of((top.asDouble() - low.asDouble()) / 2)
                        : OptionalDouble.empty());
    }

    /** Of a rate: as if requests had ended independently of each other, so that the count's error is its root. */
    String rate(String pointer) {
        var value = results.at(pointer);
        double succeeded = results.path("succeeded").asDouble();
        return written(
                value,
                succeeded > 0 && results.at("/latency/p99LowMs").isNumber()
                        ? OptionalDouble.of(NORMAL * value.asDouble() / Math.sqrt(succeeded))
                        : OptionalDouble.empty());
    }

    private OptionalDouble halfOfMean() {
        var deviation = results.at("/latency/stddevMs");
        double succeeded = results.path("succeeded").asDouble();
        return deviation.isNumber() && succeeded > 1
                ? OptionalDouble.of(NORMAL * deviation.asDouble() / Math.sqrt(succeeded))
                : OptionalDouble.empty();
    }

    private static String written(JsonNode value, OptionalDouble half) {
        return value.isNumber() ? Rounding.written(value.asDouble(), half) : "-";
    }
}
