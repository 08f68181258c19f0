package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the time went, what holds a run back and what to change, a line each. */
final class BottleneckRemark {
    private BottleneckRemark() {}

    static List<String> of(JsonNode status) {
        var lines = new ArrayList<String>();
        var timing = status.at("/results/timing");
        if (timing.isObject()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "a request at its client, ms: wait %.2f, first byte %.2f, body %.2f",
                    timing.path("waitMeanMs").asDouble(),
                    timing.path("firstByteMeanMs").asDouble(),
                    timing.path("bodyMeanMs").asDouble()));
        }
        var breakdown = status.path("breakdown");
        if (breakdown.isObject()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "a request in the service, ms: queue %.2f, metadata %.2f, pool wait %.2f, first byte %.2f,"
                            + " transfer %.2f, other %.2f",
                    breakdown.path("queueMs").asDouble(),
                    breakdown.path("metadataMs").asDouble(),
                    breakdown.path("poolWaitMs").asDouble(),
                    breakdown.path("storageFirstByteMs").asDouble(),
                    breakdown.path("transferMs").asDouble(),
                    breakdown.path("otherMs").asDouble()));
        }
        var bottleneck = status.path("bottleneck");
        if (bottleneck.isObject()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "bottleneck: %s (%.1f %%)",
                    bottleneck.path("component").asText(),
                    bottleneck.path("sharePercent").asDouble()));
            bottleneck.path("evidence").forEach(line -> lines.add("  " + line.asText()));
            lines.add("advice: " + bottleneck.path("advice").asText());
        }
        return lines;
    }
}
