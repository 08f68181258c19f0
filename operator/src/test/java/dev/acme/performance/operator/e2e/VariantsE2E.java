package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the chart's try-out backends and the images carry: each compute with each storage, with and without a cache, and every
 * way of storage on ecs, whose service has warmed up.
 */
class VariantsE2E {
    @RegisterExtension
    final Bench bench = new Bench();

    /**
     * The very first request misses, and so does the other client's where it comes before the archive has landed. Each
     * environment of a function has a cache of its own, and misses once.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ecs, backend: rds, 0, 0, 0",
        "ecs, 'backend: rds, rdsMode: LargeObject', 0, 0, 0",
        "ecs, 'backend: s3, delivery: Redirect', 0, 0, 0",
        "ecs, 'backend: s3, caching: Memory', 0, 1, 5",
        "ecs, 'backend: s3, caching: Disk', 0, 1, 5",
        "lambda, backend: s3, 2, 0, 0",
        "lambda, 'backend: rds, caching: Disk', 2, 1, 4",
    })
    void aVariantIsBroughtUpFilledAndMeasured(
            String compute, String storage, long coldStarts, long fewestHits, long mostHits) {
        bench.apply("run", """
                  clients: 2
                  model: {id: acme/short, sizeBytes: 1000000, registrySize: 3}
                  compute: {backend: %s, cpu: 250m, memory: 320Mi}
                  storage: {%s}
                  load: {requestsPerClient: 3}
                """.formatted(compute, storage));

        var run = bench.awaitEnd("run");
        bench.saw(run);
        var results = Objects.requireNonNull(run.getStatus().results(), "results");
        bench.saw("cold %s, cache %s, redirect %s".formatted(results.cold(), results.cache(), results.redirect()));
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(results.succeeded()).isEqualTo(6);
        assertThat(results.cold() == null ? 0 : results.cold().count()).isEqualTo(coldStarts);
        assertThat(results.cache() == null ? 0 : results.cache().hits()).isBetween(fewestHits, mostHits);
        assertThat(results.cache() != null).isEqualTo(storage.contains("caching"));
        assertThat(results.redirect() != null).isEqualTo(storage.contains("Redirect"));
    }
}
