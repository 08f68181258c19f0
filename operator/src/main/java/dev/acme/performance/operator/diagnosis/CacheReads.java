package dev.acme.performance.operator.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What became of the requests for archives that came before a cache. Clients see hit and miss only: who waited for what another
 * had begun to fetch is a miss to them, and read nothing of the storage.
 *
 * @param requests all of them
 * @param reads those that read the storage themselves
 */
public record CacheReads(double requests, double reads) {
    private static final List<String> READING = List.of("miss", "bypass", "unkept");
    private static final String HIT = "hit";
    private static final String JOINED = "joined";

    static Optional<CacheReads> of(Counted counted) {
        double joined = counted.increase(Sample.CACHE, JOINED);
        double reads = READING.stream()
                .mapToDouble(outcome -> counted.increase(Sample.CACHE, outcome))
                .sum();
        double all = counted.increase(Sample.CACHE, HIT) + joined + reads;
        return all > 0 ? Optional.of(new CacheReads(all, reads)) : Optional.empty();
    }

    /** Reads of the storage for one download, on average. */
    public double readsPerRequest() {
        return reads / requests;
    }
}
