package dev.acme.performance.operator.diagnosis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each replica, by its pod's UID, had counted at one instant; those that did not answer are missing. */
public record Scrape(String at, SortedMap<String, SortedMap<String, Double>> byReplica) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Scrape {
        var copy = new TreeMap<String, SortedMap<String, Double>>();
        byReplica.forEach(
                (replica, values) -> copy.put(replica, Collections.unmodifiableSortedMap(new TreeMap<>(values))));
        byReplica = Collections.unmodifiableSortedMap(copy);
    }

    public static Scrape of(Instant at, Map<String, SortedMap<String, Double>> byReplica) {
        return new Scrape(at.toString(), new TreeMap<>(byReplica));
    }

    /** The scrape that {@link #text} wrote; empty where it is none. */
    public static Optional<Scrape> parse(String text) {
        try {
            var read = JSON.readValue(text, Scrape.class);
            Instant.parse(read.at);
            return Optional.of(read);
        } catch (JsonProcessingException | java.time.DateTimeException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** In one line, without the zeros: those of a service that has just started are most of it. */
    public String text() {
        var counted = new TreeMap<String, SortedMap<String, Double>>();
        byReplica.forEach((replica, values) -> counted.put(
                replica,
                values.entrySet().stream()
                        .filter(value -> value.getValue() != 0)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Double::sum, TreeMap::new))));
        try {
            return JSON.writeValueAsString(new Scrape(at, counted));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public Instant instant() {
        return Instant.parse(at);
    }

    /** That have ended, of all replicas together. */
    public double requests() {
        return sum(Sample.REQUESTS);
    }

    /** Of all replicas together. */
    double sum(Sample sample) {
        return byReplica.values().stream()
                .mapToDouble(values -> values.getOrDefault(sample.metric(), 0.0))
                .sum();
    }
}
