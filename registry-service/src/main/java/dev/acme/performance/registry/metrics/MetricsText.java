package dev.acme.performance.registry.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;

/** A registry's metrics in Prometheus's text format 0.0.4. */
public final class MetricsText {
    private MetricsText() {}

    /**
     * Writes them.
     *
     * @param names of the samples wanted; none means all of them
     */
    public static String of(CollectorRegistry registry, Set<String> names) {
        var text = new StringWriter();
        try {
            TextFormat.write004(
                    text,
                    names.isEmpty() ? registry.metricFamilySamples() : registry.filteredMetricFamilySamples(names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
