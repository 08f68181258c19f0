package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotBuiltTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://s3:9000", "HTTP://s3"})
    void aRedirectToAStorageThatSpeaksHttpIsBuilt(String endpoint) {
        assertThat(of("storage: {delivery: Redirect}", Optional.of(endpoint))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://s3, s3, to an S3 endpoint with https",
        ", s3, to an S3 endpoint with https",
        "http://s3:9000, rds, 'use storage.delivery Proxy, or storage.backend s3'"
    })
    void anyOtherRedirectIsNamedWithItsRemedy(String endpoint, String backend, String complaint) {
        assertThat(of("storage: {delivery: Redirect, backend: " + backend + "}", Optional.ofNullable(endpoint)))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("storage.delivery Redirect ")
                        .contains(complaint)
                        .contains("use storage.delivery Proxy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage: {caching: Memory}",
                "storage: {caching: Disk}",
                "storage: {backend: rds, caching: Memory}",
                "storage: {backend: rds, rdsMode: LargeObject, caching: Disk}",
                "compute: {backend: lambda}\nstorage: {caching: Memory}",
                "compute: {backend: lambda}\nstorage: {backend: rds, caching: Disk}"
            })
    void cachesAreBuiltBeforeEveryStorage(String spec) {
        assertThat(of(spec, Optional.empty())).isEmpty();
    }

    private static Optional<String> of(String spec, Optional<String> s3Endpoint) {
        return NotBuilt.of(Runs.spec(spec), s3Endpoint);
    }
}
