package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Writes numbers with as many digits as their 95 % interval carries (rule H-22 of docs/measurement.md): the last digit is the
 * second of the interval's half, as the GUM (JCGM 100:2008, 7.2.6) has it. Status and JSON keep all digits.
 */
final class Digits {
    private static final int MOST_DECIMALS = 2;
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
        return value.isNumber() ? written(value.asDouble(), half) : "-";
    }

    /** Two decimals where the interval is not known or is nothing. */
    static String written(double value, OptionalDouble half) {
        if (half.isEmpty() || half.getAsDouble() <= 0) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
        int decimals = Math.min(MOST_DECIMALS, 1 - (int) Math.floor(Math.log10(half.getAsDouble())));
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
