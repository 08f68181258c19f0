package dev.acme.performance.registry.populate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acme.performance.registry.RegistryConfig;
import dev.acme.performance.registry.backends.CountingStore;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.backends.Program;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.catalogue.CatalogueTable;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.storage.s3.S3ArchiveStore;
import dev.acme.performance.registry.tls.Trust;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filling a registry: from nothing, again, after a kill, after damage, twice at once. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PopulateIT {
    private static final int COUNT = 40;
    /** Goes up in two parts. */
    private static final long SIZE = 17_000_003;

    private EmbeddedBackends backends;
    private Map<String, String> environment = Map.of();
    private String undisturbed = "";

    @BeforeAll
    void start(EmbeddedBackends shared) {
        backends = shared;
        anEmptyRegistry();
        undisturbed = fill(100_000).summary().catalogueHash();
    }

    @BeforeEach
    void anEmptyRegistry() {
        var name = "r-" + UUID.randomUUID();
        var own = new HashMap<>(backends.environment());
        own.put("S3_BUCKET", name);
        own.put("DYNAMODB_TABLE", name);
        environment = own;
    }

    @Test
    void anEmptyRegistryIsFilledAndAFullOneIsLeftAlone() {
        var first = fill(SIZE);
        var second = fill(SIZE);

        assertThat(first.summary())
                .extracting(Summary::models, Summary::created, Summary::reused)
                .containsExactly(COUNT, COUNT, 0);
        assertThat(first.puts()).isEqualTo(COUNT);
        assertThat(second.summary())
                .extracting(Summary::models, Summary::created, Summary::reused)
                .containsExactly(COUNT, 0, COUNT);
        assertThat(second.puts()).isZero();
        assertThat(second.summary().catalogueHash()).isEqualTo(first.summary().catalogueHash());
        assertThat(first.summary().model().sizeBytes()).isEqualTo(SIZE);
        assertComplete(COUNT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, COUNT / 2, COUNT - 1, COUNT})
    void whoWasKilledIsContinuedAndNothingIsDoneTwice(int puts) throws Exception {
        try (var killed = Program.start(
                HaltedPopulate.class, environment, "100000", Integer.toString(COUNT), Integer.toString(puts))) {
            assertThat(killed.exitCode()).as("%s", killed.errors()).isEqualTo(137);
        }

        var resumed = fill(100_000);

        assertThat(resumed.puts()).isBetween(COUNT - puts - 16, COUNT - puts);
        assertThat(resumed.summary().models()).isEqualTo(COUNT);
        assertThat(resumed.summary().created()
                        + resumed.summary().reused()
                        + resumed.summary().repaired())
                .isEqualTo(COUNT);
        assertThat(resumed.summary().catalogueHash()).isEqualTo(undisturbed);
        assertComplete(COUNT);
    }

    @Test
    void damagedAndMissingObjectsAndForeignRowsAreRepaired() {
        var before = fill(1000).summary();
        var keys = rows().stream().map(ModelRow::key).sorted().toList();
        withStore(store -> {
            put(store, keys.get(0), "damaged");
            put(store, keys.get(1), "");
        });
        deleteObject(keys.get(2));
        var row = rows().stream()
                .filter(r -> r.key().equals(keys.get(3)))
                .findFirst()
                .orElseThrow();
        withTable(table -> table.put(List.of(new ModelRow(row.key(), row.fingerprint(), "\"other\"", row.created()))));

        var after = fill(1000);

        assertThat(after.summary())
                .extracting(Summary::created, Summary::reused, Summary::repaired)
                .containsExactly(0, COUNT - 4, 4);
        assertThat(after.puts()).isEqualTo(4);
        assertThat(after.summary().catalogueHash()).isEqualTo(before.catalogueHash());
        assertComplete(COUNT);
    }

    @Test
    void anotherSizeOrSeedReplacesTheMeasuredModelOnly() {
        fill(1000);

        var larger = fill(2000);

        assertThat(larger.puts()).isEqualTo(1);
        assertThat(larger.summary())
                .extracting(Summary::reused, Summary::repaired)
                .containsExactly(COUNT - 1, 1);
        assertThat(larger.summary().model().sizeBytes()).isEqualTo(2000);
    }

    @Test
    void twoAtOnceDoNotHarmEachOther() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> fill(100_000));
            var two = threads.submit(() -> fill(100_000));

            assertThat(one.get(60, TimeUnit.SECONDS).summary().catalogueHash())
                    .isEqualTo(two.get(60, TimeUnit.SECONDS).summary().catalogueHash());
        }
        assertComplete(COUNT);
        assertThat(fill(100_000).puts()).isZero();
    }

    @Test
    void aFolderIsRegisteredAsItsArchive(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(folder.resolve("model.safetensors"), "weights");

        var summary = fill(Fill.request(new Source.Folder(folder), OptionalLong.empty(), 3))
                .summary();

        assertThat(summary.model().sizeBytes()).isPositive();
        assertComplete(3);
        assertThatThrownBy(() -> fill(Fill.request(new Source.Folder(folder), OptionalLong.of(5), 3)))
                .isInstanceOfSatisfying(
                        PopulateFailure.class,
                        e -> assertThat(e.reason()).isEqualTo(PopulateFailure.Reason.SIZE_MISMATCH))
                .hasMessageContainingAll(Long.toString(summary.model().sizeBytes()), "not the 5 asked for");
    }

    @ParameterizedTest
    @CsvSource({"S3_ENDPOINT, STORAGE_FAILED", "DYNAMODB_ENDPOINT, CATALOGUE_FAILED"})
    void aBackendThatIsNotThereIsNamed(String key, PopulateFailure.Reason reason) {
        environment = new HashMap<>(environment);
        environment.put(key, "http://127.0.0.1:1");

        assertThatThrownBy(() -> fill(1000))
                .isInstanceOfSatisfying(
                        PopulateFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void theCommandSaysWhatItDidOnItsOutputAndAtItsEnd(@TempDir Path folder) throws Exception {
        var message = folder.resolve("message");
        var own = new HashMap<>(environment);
        own.put("TERMINATION_MESSAGE_PATH", message.toString());
        try (var program = Program.start(
                dev.acme.performance.registry.RegistryMain.class,
                own,
                "populate",
                "--count",
                "5",
                "--size",
                "1000",
                "--seed",
                "9")) {
            assertThat(program.exitCode()).as("%s", program.errors()).isZero();

            var summary = new ObjectMapper().readTree(program.output().getLast());
            assertThat(summary.get("type").asText()).isEqualTo("populated");
            assertThat(summary.get("models").asInt()).isEqualTo(5);
            assertThat(summary.get("created").asInt()).isEqualTo(5);
            assertThat(summary.get("model").get("id").asText()).isEqualTo("arnir0_Tiny-LLM");
            assertThat(summary.get("model").get("sizeBytes").asInt()).isEqualTo(1000);
            assertThat(new ObjectMapper().readTree(Files.readString(message))).isEqualTo(summary);
        }
    }

    /** What a run said, and how many objects it put. */
    private record Filled(Summary summary, int puts) {}

    private Filled fill(long size) {
        return fill(Fill.request(new Source.Generated(), OptionalLong.of(size), COUNT));
    }

    private Filled fill(PopulateRequest request) {
        var config = RegistryConfig.from(environment);
        try (var store = new CountingStore(
                        new S3ArchiveStore(config.s3(), config.wire().trust(), 17, Duration.ofSeconds(20)), _ -> {});
                var table = new CatalogueTable(config.catalogue())) {
            var silent = new JsonLines(new PrintStream(OutputStream.nullOutputStream()));
            return new Filled(new Populate(request, store, table, silent).run(), store.puts());
        }
    }

    /** Reads everything back without any of the populator's own code. */
    private void assertComplete(int count) {
        var hashes = new HashSet<String>();
        withStore(store -> rows().forEach(row -> {
            var bytes = new ByteArrayOutputStream();
            var etag = store.read(row.key(), bytes);
            var print = dev.acme.performance.registry.backends.Registry.fingerprint(bytes.toByteArray());
            assertThat(print).isEqualTo(row.fingerprint());
            assertThat(etag).isEqualTo(row.etag());
            hashes.add(print.sha256());
        }));
        assertThat(hashes).as("distinct models").hasSize(count);
    }

    private List<ModelRow> rows() {
        try (var table = new CatalogueTable(RegistryConfig.from(environment).catalogue())) {
            return table.rows();
        }
    }

    private void withTable(Consumer<CatalogueTable> work) {
        try (var table = new CatalogueTable(RegistryConfig.from(environment).catalogue())) {
            work.accept(table);
        }
    }

    private void withStore(Consumer<S3ArchiveStore> work) {
        try (var store = new S3ArchiveStore(
                RegistryConfig.from(environment).s3(), Trust.ofTheJdk(), 4, Duration.ofSeconds(20))) {
            work.accept(store);
        }
    }

    private static void put(S3ArchiveStore store, ModelKey key, String content) {
        var bytes = content.getBytes(StandardCharsets.US_ASCII);
        try {
            var _ = store.put(key, bytes.length, out -> out.write(bytes));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void deleteObject(ModelKey key) {
        backends.delete(RegistryConfig.from(environment).s3().bucket(), key.objectName());
    }
}
