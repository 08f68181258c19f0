package dev.acme.performance.operator.diagnosis;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all replicas together counted between two scrapes, and what they showed meanwhile.
 *
 * @param increases by the key of a {@link Sample}
 * @param last the values of the last scrape, added up over the replicas
 * @param during scrapes between the two
 * @param replicas that answered the last time
 * @param replicaSeconds between the two, times the replicas that answered both times
 * @param together the most replicas that share a node
 * @param leadSeconds from the first of the two to the measured window's start
 */
record Counted(
        SortedMap<String, Double> increases,
        SortedMap<String, Double> last,
        List<Scrape> during,
        int replicas,
        double replicaSeconds,
        int together,
        double leadSeconds) {
    static final String QUEUE = "queue";
    static final String METADATA = "metadata";
    static final String POOL = "pool";
    static final String FIRST_BYTE = "firstbyte";
    static final String READ = "read";
    static final String WRITE = "write";
    private static final double MILLIS = 1000;

    Counted {
        increases = Collections.unmodifiableSortedMap(new TreeMap<>(increases));
        last = Collections.unmodifiableSortedMap(new TreeMap<>(last));
        during = List.copyOf(during);
    }

    /** Ended requests. */
    double requests() {
        return increase(Sample.REQUESTS);
    }

    double increase(Sample sample) {
        return increases.getOrDefault(sample.metric(), 0.0);
    }

    double increase(Sample sample, String part) {
        return increases.getOrDefault(sample.key(part), 0.0);
    }

    double phaseSeconds(String phase) {
        return increase(Sample.PHASE_SECONDS, phase);
    }

    /** Mean of a request, milliseconds; 0 where none ended. */
    double meanMs(double seconds) {
        return requests() == 0 ? 0 : seconds / requests() * MILLIS;
    }

    /** Mean over the replicas that tell it, of a value that does not count but shows; 0 where none does. */
    double shown(Sample sample) {
        return replicas == 0 ? 0 : last.getOrDefault(sample.metric(), 0.0) / replicas;
    }

    /** Mean of a level over the scrapes in between, of all replicas together; 0 where there is none. */
    double meanLevel(Sample level) {
        return during.stream()
                .mapToDouble(scrape -> scrape.sum(level))
                .average()
                .orElse(0);
    }

    double highestLevel(Sample level) {
        return during.stream().mapToDouble(scrape -> scrape.sum(level)).max().orElse(0);
    }
}
