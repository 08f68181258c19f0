package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the chart's try-out backends and the images carry: each compute with each storage, with and without a cache. The first
 * answer of a service's process is a cold one too.
 */
class VariantsE2E {
    @RegisterExtension
    final Bench bench = new Bench();

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "ecs, rds, None, 1, 0",
        "ecs, s3, Memory, 1, 4",
        "lambda, s3, None, 2, 0",
        "lambda, rds, Memory, 2, 4",
    })
    void aVariantIsBroughtUpFilledAndMeasured(
            String compute, String storage, String caching, long coldStarts, long mostHits) {
        bench.apply("run", """
                  clients: 2
                  model: {id: acme/short, sizeBytes: 1000000, registrySize: 3}
                  compute: {backend: %s, cpu: 250m, memory: 320Mi}
                  storage: {backend: %s, caching: %s}
                  load: {requestsPerClient: 3}
                """.formatted(compute, storage, caching));

        var run = bench.awaitEnd("run");
        bench.saw(run);
        var results = Objects.requireNonNull(run.getStatus().results(), "results");
        bench.saw("cold %s, cache %s".formatted(results.cold(), results.cache()));
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(results.succeeded()).isEqualTo(6);
        assertThat(results.cold() == null ? 0 : results.cold().count()).isEqualTo(coldStarts);
        assertThat(results.cache() == null ? 0 : results.cache().hits()).isLessThanOrEqualTo(mostHits);
        assertThat(results.cache() != null).isEqualTo(caching.equals("Memory"));
    }
}
