package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an external target counted itself, in one line: {@code hitRate 66.67 % (hits +200, misses +100)}. */
final class TargetRemark {
    private TargetRemark() {}

    /** Empty where nothing was to be counted. */
    static Optional<JsonNode> of(JsonNode counters) {
        if (!counters.isObject()) {
            return Optional.empty();
        }
        String rates = each(counters.path("rates"))
                .map(rate -> rate.path("name").asText() + " " + percent(rate.path("percent")))
                .collect(Collectors.joining(", "));
        String increases = each(counters.path("increases"))
                .map(one -> one.path("name").asText() + " +"
                        + number(one.path("increase").asDouble()))
                .collect(Collectors.joining(", "));
        String problem = counters.path("problem").asText("");
        return Optional.of(TextNode.valueOf(Stream.of(
                        rates.isEmpty() ? increases : rates + " (" + increases + ")",
                        problem.isEmpty() ? "" : "target's counters: " + problem)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "))));
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String percent(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f %%", value.asDouble()) : "of nothing";
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
