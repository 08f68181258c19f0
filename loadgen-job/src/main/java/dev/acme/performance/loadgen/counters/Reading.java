package dev.acme.performance.loadgen.counters;

import dev.acme.performance.exchange.MetricSample;
import java.util.Map;
import java.util.TreeMap;

/** The wanted counters as a page told them at one instant, or why it did not. Pure. */
sealed interface Reading {
    /** By the profile's names; one that no sample stands for is missing. */
    record Read(Map<String, Double> values) implements Reading {
        public Read {
            values = new TreeMap<>(values);
        }
    }

    /** The page could not be had. */
    record Unread(String why) implements Reading {}

    /** Adds all samples that a name means: a counter is often split by labels that do not matter here. */
    static Read of(String page, Map<String, String> counters) {
        var samples =
                page.lines().flatMap(line -> MetricSample.parse(line).stream()).toList();
        var values = new TreeMap<String, Double>();
        counters.forEach((name, text) -> {
            var wanted = SampleName.parse(text);
            samples.stream()
                    .filter(sample -> wanted.means(sample.metric(), sample.labels()))
                    .map(MetricSample::value)
                    .reduce(Double::sum)
                    .ifPresent(sum -> values.put(name, sum));
        });
        return new Read(values);
    }
}
