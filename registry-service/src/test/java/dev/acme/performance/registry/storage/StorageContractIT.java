package dev.acme.performance.registry.storage;

import static dev.acme.performance.registry.storage.Archives.bytes;
import static dev.acme.performance.registry.storage.Archives.key;
import static dev.acme.performance.registry.storage.Archives.read;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.registry.RegistryConfig;
import dev.acme.performance.registry.Stores;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.EmbeddedDatabase;
import dev.acme.performance.registry.backends.HastyReader;
import dev.acme.performance.registry.backends.Link;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.backends.StoreKind;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage must do, whatever lies behind it or before it: {@link StoreKind} is all that knows which one it is. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(SharedBackends.class)
@Timeout(120)
final class StorageContractIT {
    /** Twelve rows, and more than a socket takes at once. */
    private static final int LARGE = 3_000_003;
    /** More than lies in the sockets between a reader that stops and its storage. */
    private static final int BEYOND_SOCKETS = 16_000_003;

    private static final int WRITERS = 4;

    private final ModelKey key = key("m", "main");
    private final StoreKind kind;
    private final Supplier<HastyReader> readers;
    private final ArchiveStore store;
    private final HastyReader reader;
    private final ModelStorage storage;

    StorageContractIT(StoreKind kind, EmbeddedBackends backends, EmbeddedDatabase database, @TempDir Path caches) {
        this.kind = kind;
        var name = "c-" + UUID.randomUUID();
        int port = kind.port(backends, database);
        store = Stores.archives(RegistryConfig.from(kind.environment(backends, database, port, name)), WRITERS);
        readers = () -> {
            var link = Link.to(port);
            var environment = new HashMap<>(kind.environment(backends, database, link.port(), name));
            environment.putAll(kind.caching(caches.resolve(Integer.toString(link.port()))));
            return HastyReader.over(link, environment);
        };
        reader = readers.get();
        storage = reader.storage();
    }

    @BeforeEach
    void start() {
        store.prepare();
    }

    @AfterEach
    void stop() {
        reader.close();
        store.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 1000", "1, 0", "1, 1", "2, 5"})
    void whatWasPutIsRead(int seams, int more) throws Exception {
        int size = seams * kind.seam() + more;
        var bytes = bytes(size);

        var mark = put(bytes);

        var back = new ByteArrayOutputStream();
        assertThat(store.read(key, back)).isEqualTo(mark);
        assertThat(back.toByteArray()).isEqualTo(bytes);
        assertThat(open(bytes, ByteRange.whole(size))).isEqualTo(bytes);
        assertThat(storage.pool()).isEqualTo(new PoolState(0, 0));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 999", "1, 1", "999, 1", "500, 250"})
    void aPartIsThatPart(int from, int length) throws Exception {
        var bytes = bytes(1000);
        put(bytes);

        assertThat(open(bytes, new ByteRange(from, length))).isEqualTo(Arrays.copyOfRange(bytes, from, from + length));
    }

    @Test
    void aPartOfWhatWasReadWholeIsThatPart() throws Exception {
        var bytes = bytes(LARGE);
        put(bytes);
        open(bytes, ByteRange.whole(LARGE));

        int seam = Math.min(kind.seam(), 1 << 20);
        assertThat(open(bytes, new ByteRange(seam - 1, seam + 2)))
                .isEqualTo(Arrays.copyOfRange(bytes, seam - 1, 2 * seam + 1));
        assertThat(open(bytes, ByteRange.whole(LARGE))).isEqualTo(bytes);
    }

    @Test
    void whoPreparesAgainTakesNothingAway() throws Exception {
        put(bytes(1000));

        store.prepare();

        assertThat(open(bytes(1000), ByteRange.whole(1000))).isEqualTo(bytes(1000));
    }

    @Test
    void whatReplacesAnArchiveIsRead() throws Exception {
        put(bytes(1000));
        open(bytes(1000), ByteRange.whole(1000));
        put(bytes(2000));

        assertThat(open(bytes(2000), ByteRange.whole(2000))).isEqualTo(bytes(2000));
    }

    @Test
    void otherBytesHaveAnotherMark() throws Exception {
        assertThat(put(bytes(1000))).isNotEqualTo(put(bytes(1001)));
    }

    @Test
    void anArchiveThatBreaksOffIsNotStored() {
        for (int size : new int[] {1000, kind.seam() + 5}) {
            assertThatThrownBy(() -> store.put(key, size, out -> {
                        out.write(bytes(size - 1));
                        throw new IOException("no more");
                    }))
                    .isInstanceOf(IOException.class);
            assertMissing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void anArchiveOfAnotherLengthThanAnnouncedIsNotStored(int difference) {
        for (int size : new int[] {1000, kind.seam() + 5}) {
            assertThatThrownBy(() -> store.put(key, size, out -> out.write(bytes(size + difference))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toString(size));
            assertMissing();
        }
    }

    @Test
    void whatIsNotThereIsMissing() {
        assertMissing();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void anObjectOfAnotherLengthThanItsRowIsRefused(int difference) throws Exception {
        put(bytes(1000));
        var row = row(bytes(1000 + difference));

        assertReason(
                () -> storage.open(row, ByteRange.whole(1000L + difference)).close(),
                StorageFailure.Reason.WRONG_LENGTH);
    }

    @Test
    void aPartBeyondTheObjectIsRefused() throws Exception {
        put(bytes(1000));
        var row = row(bytes(3000));

        assertReason(() -> storage.open(row, new ByteRange(2000, 10)).close(), StorageFailure.Reason.WRONG_LENGTH);
        assertReason(() -> storage.open(row, new ByteRange(900, 200)).close(), StorageFailure.Reason.WRONG_LENGTH);
        assertThat(storage.pool().leased()).isZero();
    }

    @Test
    void whoLeavesEarlyGivesBackWhatItHeld() throws Exception {
        var bytes = bytes(BEYOND_SOCKETS);
        put(bytes);

        var body = storage.open(row(bytes), ByteRange.whole(BEYOND_SOCKETS));
        assertThat(storage.pool().leased())
                .as("a cache gives back before it answers")
                .isEqualTo(kind.isCached() ? 0 : 1);
        assertThatThrownBy(() -> body.sendTo(_ -> {
                    throw new IOException("the client has left");
                }))
                .isInstanceOf(IOException.class);
        body.close();
        body.close();

        assertThat(storage.pool().leased()).isZero();
    }

    @Test
    void namesThatDifferInOneCharacterAreTwoArchivesWhateverThatCharacterMeansElsewhere() throws Exception {
        var names = List.of("a_b", "aXb", "A_b", "a--b", "a.b", "_", "select", "drop--table");
        for (var name : names) {
            var content = ("content of " + name).getBytes(US_ASCII);
            store.put(key(name, "1--"), content.length, out -> out.write(content));
        }

        for (var name : names) {
            var content = ("content of " + name).getBytes(US_ASCII);
            var back = new ByteArrayOutputStream();
            store.read(key(name, "1--"), back);
            assertThat(back.toByteArray()).isEqualTo(content);
            assertThat(open(Archives.row(key(name, "1--"), content), ByteRange.whole(content.length)))
                    .isEqualTo(content);
        }
        assertReason(() -> store.read(key("a_b", "1-"), new ByteArrayOutputStream()), StorageFailure.Reason.MISSING);
    }

    @Test
    void writersOfOneArchiveDoNotMix() throws Exception {
        var contents = IntStream.rangeClosed(1, WRITERS)
                .mapToObj(n -> bytes(700_000 + n))
                .toList();
        for (int round = 0; round < 5; round++) {
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var task : writers.invokeAll(contents.stream()
                        .<Callable<String>>map(content -> () -> put(content))
                        .toList())) {
                    task.get();
                }
            }

            var back = new ByteArrayOutputStream();
            var mark = store.read(key, back);
            assertThat(contents)
                    .anySatisfy(content -> assertThat(back.toByteArray()).isEqualTo(content));
            assertThat(put(back.toByteArray())).isEqualTo(mark);
        }
    }

    @Test
    void anArchiveThatIsReplacedMeanwhileIsReadToItsEnd() throws Exception {
        var before = bytes(LARGE);
        put(before);

        try (var body = storage.open(row(before), ByteRange.whole(LARGE))) {
            put(bytes(LARGE - 1));

            assertThat(read(body)).isEqualTo(before);
        }
    }

    /** All at once, for all they do is wait. */
    @Test
    void whoeverWaitsInVainIsToldSoAfterTheLimit() throws Exception {
        var bytes = bytes(LARGE);
        put(bytes);
        List<Callable<Boolean>> waits = List.of(
                () -> aPoolThatIsUsedUpIsNamedAndServesAgain(bytes),
                () -> aStorageThatFallsSilentIsATimeout(bytes, 0),
                () -> aStorageThatFallsSilentIsATimeout(bytes, 1_000_000));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var wait : threads.invokeAll(waits)) {
                assertThat(wait.get()).isTrue();
            }
        }
    }

    private boolean aPoolThatIsUsedUpIsNamedAndServesAgain(byte[] bytes) throws IOException {
        var part = new ByteRange(0, LARGE - 1);
        try (var _ = storage.open(row(bytes), part);
                var _ = storage.open(row(bytes), part)) {
            assertThat(storage.pool().leased()).isEqualTo(2);
            assertThatThrownBy(() ->
                            storage.open(row(bytes), ByteRange.whole(LARGE)).close())
                    .isInstanceOfSatisfying(StorageFailure.class, e -> {
                        assertThat(e.reason()).isEqualTo(StorageFailure.Reason.POOL_EXHAUSTED);
                        assertThat(e.times().poolWaitNanos()).isBetween(900_000_000L, 20_000_000_000L);
                    });
        }

        assertThat(open(bytes, new ByteRange(5, 10))).isEqualTo(Arrays.copyOfRange(bytes, 5, 15));
        return true;
    }

    private boolean aStorageThatFallsSilentIsATimeout(byte[] bytes, int after) throws IOException {
        try (var silent = readers.get()) {
            read(silent.storage().open(row(bytes), new ByteRange(0, 1)));

            silent.link().silenceAfter(after);

            assertReason(
                    () -> read(silent.storage().open(row(bytes), ByteRange.whole(LARGE))),
                    StorageFailure.Reason.TIMED_OUT);
            assertThat(silent.storage().pool().leased()).isZero();
            return true;
        }
    }

    @Test
    void aStorageThatBreaksOffIsCutOff() throws Exception {
        var bytes = bytes(LARGE);
        put(bytes);
        open(bytes, new ByteRange(0, 1));

        reader.link().breakAfter(1_000_000);

        assertReason(() -> open(bytes, ByteRange.whole(LARGE)), StorageFailure.Reason.CUT_OFF);
        assertThat(storage.pool().leased()).isZero();
    }

    @Test
    void aStorageThatIsNotThereIsUnreachable() throws Exception {
        put(bytes(1000));

        reader.link().close();

        assertReason(() -> open(bytes(1000), ByteRange.whole(1000)), StorageFailure.Reason.UNREACHABLE);
        assertReason(storage::probe, StorageFailure.Reason.UNREACHABLE);
    }

    @Test
    void aStorageThatAnswersIsProbedWithoutComplaint() {
        storage.probe();

        assertThat(storage.backend()).isNotBlank();
    }

    private String put(byte[] bytes) throws IOException {
        return store.put(key, bytes.length, out -> out.write(bytes));
    }

    private byte[] open(byte[] recorded, ByteRange range) throws IOException {
        return open(row(recorded), range);
    }

    private byte[] open(ModelRow row, ByteRange range) throws IOException {
        return read(storage.open(row, range));
    }

    private void assertMissing() {
        assertReason(() -> store.read(key, new ByteArrayOutputStream()), StorageFailure.Reason.MISSING);
        assertReason(() -> storage.open(row(bytes(10)), ByteRange.whole(10)).close(), StorageFailure.Reason.MISSING);
    }

    private static void assertReason(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, StorageFailure.Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private ModelRow row(byte[] bytes) {
        return Archives.row(key, bytes);
    }
}
