package dev.acme.performance.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage must do, whatever lies behind it or before it; a subclass says which one it is. */
@ExtendWith(SharedBackends.class)
public abstract class ModelStorageContract {
    private static final int LARGE = 40_000_003;

    private final ModelKey key = new ModelKey(new ModelId("m"), new Version("main"));
    private final ArchiveStore store;
    private final ModelStorage storage;

    /**
     * Both empty, over the same place; they are closed after each test.
     *
     * @param store puts archives there
     * @param storage reads them from there
     */
    public record Sides(ArchiveStore store, ModelStorage storage) {}

    protected ModelStorageContract(Sides sides) {
        this.store = sides.store();
        this.storage = sides.storage();
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
    void aPartOfWhatWasReadWholeIsThatPart() throws Exception {
        var bytes = bytes(1000);
        put(bytes);
        open(bytes, ByteRange.whole(1000));

        assertThat(open(bytes, new ByteRange(10, 20))).isEqualTo(Arrays.copyOfRange(bytes, 10, 30));
        assertThat(open(bytes, ByteRange.whole(1000))).isEqualTo(bytes);
    }

    @Test
    void whatReplacesAnArchiveIsRead() throws Exception {
        put(bytes(1000));
        open(bytes(1000), ByteRange.whole(1000));
        put(bytes(2000));

        assertThat(open(bytes(2000), ByteRange.whole(2000))).isEqualTo(bytes(2000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b-c_d", "x--.1", "Robert_DROP_TABLE"})
    void namesAreNamesOnly(String name) throws Exception {
        var odd = new ModelKey(new ModelId(name), new Version("v1.0-x_y"));
        var bytes = bytes(100);
        store.put(odd, 100, out -> out.write(bytes));

        var row = new ModelRow(odd, Registry.fingerprint(bytes), "\"e\"", Instant.EPOCH);
        try (var body = storage.open(row, ByteRange.whole(100))) {
            assertThat(read(body)).isEqualTo(bytes);
        }
        assertMissing();
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
        assertThatThrownBy(() -> body.sendTo(_ -> {
                    throw new IOException("the client has left");
                }))
                .isInstanceOf(IOException.class);
        body.close();
        body.close();

        assertThat(storage.pool().leased()).isZero();
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
        try (var body = storage.open(row(recorded), range)) {
            assertThat(body.times().firstByteNanos()).isPositive();
            return read(body);
        }
    }

    private static byte[] read(StoredBody body) throws IOException {
        var read = new ByteArrayOutputStream();
        body.sendTo(piece -> {
            var array = new byte[piece.remaining()];
            piece.get(array);
            read.writeBytes(array);
        });
        return read.toByteArray();
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
