package dev.acme.performance.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.registry.RegistryConfig;
import dev.acme.performance.registry.Stores;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.EmbeddedDatabase;
import dev.acme.performance.registry.backends.Link;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.backends.StoreKind;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import dev.acme.performance.registry.deadline.Deadlines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage must do, whatever lies behind it: {@link StoreKind} is all that knows which one it is. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(SharedBackends.class)
@Timeout(120)
final class StorageContractIT {
    private static final int LARGE = 40_000_003;
    private static final int WRITERS = 4;

    private final Deadlines deadlines = new Deadlines();
    private final ModelKey key = key("m", "main");
    private final Link link;
    private final ArchiveStore store;
    private final ModelStorage storage;

    StorageContractIT(StoreKind kind, EmbeddedBackends backends, EmbeddedDatabase database) {
        var name = "c-" + UUID.randomUUID();
        int port = kind.port(backends, database);
        link = Link.to(port);
        store = Stores.archives(RegistryConfig.from(kind.environment(backends, database, port, name)), WRITERS);
        var reader = new HashMap<>(kind.environment(backends, database, link.port(), name));
        for (var pool : List.of("S3_CONNECTION_POOL_SIZE", "DATABASE_CONNECTION_POOL_SIZE")) {
            reader.put(pool, "2");
        }
        for (var limit : List.of("POOL_TIMEOUT_SECONDS", "FIRST_BYTE_TIMEOUT_SECONDS", "STALL_TIMEOUT_SECONDS")) {
            reader.put(limit, "2");
        }
        storage = Stores.storage(RegistryConfig.from(reader), deadlines);
    }

    @BeforeEach
    void start() {
        store.prepare();
        store.prepare();
    }

    @AfterEach
    void stop() {
        storage.close();
        store.close();
        deadlines.close();
        link.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 16 << 20, (16 << 20) + 1, LARGE})
    void whatWasPutIsRead(int size) throws Exception {
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
    void otherBytesHaveAnotherMark() throws Exception {
        assertThat(put(bytes(1000))).isNotEqualTo(put(bytes(1001)));
    }

    @Test
    void anArchiveThatBreaksOffIsNotStored() {
        for (int size : new int[] {1000, LARGE}) {
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
        for (int size : new int[] {1000, LARGE}) {
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
        var bytes = bytes(LARGE);
        put(bytes);

        var body = storage.open(row(bytes), ByteRange.whole(LARGE));
        assertThat(storage.pool().leased()).isEqualTo(1);
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
            var content = ("content of " + name).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            store.put(key(name, "1--"), content.length, out -> out.write(content));
        }

        for (var name : names) {
            var back = new ByteArrayOutputStream();
            store.read(key(name, "1--"), back);
            assertThat(back.toString(java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("content of " + name);
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
                        .<java.util.concurrent.Callable<String>>map(content -> () -> put(content))
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

        var read = new ByteArrayOutputStream();
        try (var body = storage.open(row(before), ByteRange.whole(LARGE))) {
            put(bytes(LARGE - 1));
            body.sendTo(piece -> copy(piece, read));
        }

        assertThat(read.toByteArray()).isEqualTo(before);
    }

    @Test
    void aPoolThatIsUsedUpIsNamedAfterItsWaitAndServesAgain() throws Exception {
        var bytes = bytes(LARGE);
        put(bytes);

        try (var _ = storage.open(row(bytes), ByteRange.whole(LARGE));
                var _ = storage.open(row(bytes), ByteRange.whole(LARGE))) {
            assertThat(storage.pool().leased()).isEqualTo(2);
            assertThatThrownBy(() ->
                            storage.open(row(bytes), ByteRange.whole(LARGE)).close())
                    .isInstanceOfSatisfying(StorageFailure.class, e -> {
                        assertThat(e.reason()).isEqualTo(StorageFailure.Reason.POOL_EXHAUSTED);
                        assertThat(e.times().poolWaitNanos()).isBetween(1_900_000_000L, 20_000_000_000L);
                    });
        }

        assertThat(open(bytes, new ByteRange(5, 10))).isEqualTo(Arrays.copyOfRange(bytes, 5, 15));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5_000_000})
    void aStorageThatFallsSilentIsATimeout(int after) throws Exception {
        var bytes = bytes(LARGE);
        put(bytes);
        open(bytes, new ByteRange(0, 1));

        link.silenceAfter(after);

        assertReason(() -> open(bytes, ByteRange.whole(LARGE)), StorageFailure.Reason.TIMED_OUT);
        assertThat(storage.pool().leased()).isZero();
    }

    @Test
    void aStorageThatBreaksOffIsCutOff() throws Exception {
        var bytes = bytes(LARGE);
        put(bytes);
        open(bytes, new ByteRange(0, 1));

        link.breakAfter(5_000_000);

        assertReason(() -> open(bytes, ByteRange.whole(LARGE)), StorageFailure.Reason.CUT_OFF);
        assertThat(storage.pool().leased()).isZero();
    }

    @Test
    void aStorageThatIsNotThereIsUnreachable() throws Exception {
        put(bytes(1000));

        link.close();

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
        var read = new ByteArrayOutputStream();
        try (var body = storage.open(row(recorded), range)) {
            assertThat(body.times().firstByteNanos()).isPositive();
            body.sendTo(piece -> copy(piece, read));
        }
        return read.toByteArray();
    }

    private static void copy(ByteBuffer piece, ByteArrayOutputStream into) {
        var array = new byte[piece.remaining()];
        piece.get(array);
        into.writeBytes(array);
    }

    private static ModelKey key(String model, String version) {
        return new ModelKey(new ModelId(model), new Version(version));
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
        return new ModelRow(key, Registry.fingerprint(bytes), "\"e\"", Instant.EPOCH);
    }

    private static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
