package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.EmbeddedDatabase;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.backends.StoreKind;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client gets from the whole service, whichever storage it was told to use. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(SharedBackends.class)
@Timeout(120)
final class StoresIT {
    private static final byte[] BYTES = new byte[3_000_001];

    private final EmbeddedBackends backends;
    private final EmbeddedDatabase database;
    private final String label;
    private final boolean isCached;
    private final Map<String, String> environment;
    private final Registry registry;

    StoresIT(StoreKind kind, EmbeddedBackends backends, EmbeddedDatabase database, @TempDir Path caches) {
        new Random(1).nextBytes(BYTES);
        this.backends = backends;
        this.database = database;
        label = kind.label();
        isCached = kind.isCached();
        int port = kind.port(backends, database);
        environment = new HashMap<>(kind.environment(backends, database, port, "d-" + UUID.randomUUID()));
        environment.put("WARM_UP_SECONDS", "0");
        environment.putAll(kind.caching(caches));
        registry = Registry.start(RegistryConfig.from(environment));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aDownloadIsTheArchiveAndARangeThatPart() throws Exception {
        put("m", BYTES);
        registry.promise("m", BYTES);

        assertThat(registry.get(Registry.archive("m")).body()).isEqualTo(BYTES);

        var part = registry.get(Registry.archive("m"), "Range", "bytes=262143-2000000");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(BYTES, 262_143, 2_000_001));
        assertThat(registry.metric("registry_storage_pool_wait_seconds_count{backend=\"" + label + "\",}"))
                .isEqualTo(isCached ? 1 : 2);
        assertThat(registry.metric("registry_storage_first_byte_seconds_sum{backend=\"" + label + "\",}"))
                .isPositive();
        assertThat(registry.metric("registry_storage_pool_leased{backend=\"" + label + "\",}"))
                .isZero();
    }

    @Test
    void aLostArchiveIs503() throws Exception {
        put("another", BYTES);
        registry.promise("lost", BYTES);

        var answer = registry.get(Registry.archive("lost"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("object-missing");
    }

    /** Read while it is sent, it breaks off; read before by a cache, it is refused. */
    @Test
    void aDamagedArchiveNeverComesToItsEnd() throws Exception {
        var damaged = BYTES.clone();
        damaged[1_500_000]++;
        put("damaged", damaged);
        registry.promise("damaged", BYTES);

        if (isCached) {
            assertThat(registry.get(Registry.archive("damaged")).statusCode()).isEqualTo(503);
        } else {
            assertThatThrownBy(() -> registry.get(Registry.archive("damaged"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void populateFillsItWithTheSameCatalogueWhateverItIs() throws Exception {
        var first = Fill.generated(environment, 700_001, 12);
        var again = Fill.generated(environment, 700_001, 12);

        assertThat(first.created()).isEqualTo(12);
        assertThat(again.reused()).isEqualTo(12);
        assertThat(again.catalogueHash()).isEqualTo(first.catalogueHash()).isEqualTo(hashOnS3());
        assertThat(Registry.sha256(
                        registry.get(Registry.archive("arnir0_Tiny-LLM")).body()))
                .isEqualTo(first.model().sha256());
    }

    private String hashOnS3() {
        int port = StoreKind.S3.port(backends, database);
        var other = StoreKind.S3.environment(backends, database, port, "h-" + UUID.randomUUID());
        return Fill.generated(other, 700_001, 12).catalogueHash();
    }

    private void put(String model, byte[] bytes) throws IOException {
        try (var store = Stores.archives(RegistryConfig.from(environment), 2)) {
            store.prepare();
            store.put(new ModelKey(new ModelId(model), new Version("main")), bytes.length, out -> out.write(bytes));
        }
    }
}
