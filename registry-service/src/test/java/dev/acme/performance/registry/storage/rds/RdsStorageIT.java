package dev.acme.performance.registry.storage.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.registry.backends.EmbeddedDatabase;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.StorageFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a database can do wrong, and what must be left in it. */
@ExtendWith(SharedBackends.class)
@Timeout(120)
final class RdsStorageIT {
    private static final int SIZE = 1_000_000;
    private static final int READERS = 1;
    private static final Duration LONGER_THAN_A_POOL_FILLS = Duration.ofSeconds(1);
    private static final String CHUNKS = "select count(*) from performance_registry.chunk";
    private static final String OBJECTS = "select count(*) from pg_largeobject_metadata";

    private final EmbeddedDatabase database;
    private final ModelKey key = new ModelKey(new ModelId("m"), new Version("main"));
    private final byte[] bytes = bytes(SIZE);
    private String name = "postgres";
    private String prefix = UUID.randomUUID() + "/";

    RdsStorageIT(EmbeddedDatabase database) {
        this.database = database;
    }

    @AfterEach
    void forget() {
        if (!name.equals("postgres")) {
            database.run("drop database " + name + " with (force)");
        }
    }

    @Test
    void manyProcessesMayMakeTheSchemaAtOnce() throws Exception {
        aDatabaseOfItsOwn();
        var stores = Collections.nCopies(8, settings(RdsMode.BYTEA)).stream()
                .map(settings -> new RdsArchiveStore(settings, 1, Duration.ofSeconds(60)))
                .toList();

        try (var processes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var task : processes.invokeAll(stores.stream()
                    .<Callable<Boolean>>map(store -> () -> {
                        store.prepare();
                        return true;
                    })
                    .toList())) {
                assertThat(task.get()).isTrue();
            }
        }

        stores.getFirst().put(key, SIZE, out -> out.write(bytes));
        stores.forEach(RdsArchiveStore::close);
    }

    /** SQLSTATE 53300: no pool of this process is too small, so none is named. */
    @Test
    void aDatabaseThatTakesNoFurtherConnectionIsFull() {
        var role = "r" + UUID.randomUUID().toString().replace("-", "");
        var second = Duration.ofSeconds(1);
        database.run("create role " + role + " login connection limit 0");
        try (var storage = new RdsStorage(new RdsSettings(
                "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres",
                role,
                "any",
                Optional.empty(),
                RdsMode.BYTEA,
                prefix,
                READERS,
                second,
                second,
                second,
                Chunks.BYTES))) {
            assertReason(() -> storage.open(row(), ByteRange.whole(SIZE)).close(), StorageFailure.Reason.FULL);
        } finally {
            database.run("drop role " + role);
        }
    }

    @ParameterizedTest
    @EnumSource(RdsMode.class)
    void aDatabaseWithoutSchemaHasNoArchives(RdsMode mode) {
        aDatabaseOfItsOwn();

        try (var storage = new RdsStorage(settings(mode))) {
            assertReason(storage::probe, StorageFailure.Reason.MISSING);
            assertReason(() -> storage.open(row(), ByteRange.whole(SIZE)), StorageFailure.Reason.MISSING);
        }
    }

    @Test
    void aDatabaseThatDoesNotExistIsARefusal() {
        name = "postgres_that_is_not_there";
        var settings = settings(RdsMode.BYTEA);
        name = "postgres";

        try (var storage = new RdsStorage(settings);
                var store = new RdsArchiveStore(settings, 1, Duration.ofSeconds(1))) {
            assertReason(storage::probe, StorageFailure.Reason.REFUSED);
            assertReason(store::prepare, StorageFailure.Reason.REFUSED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BYTEA, delete from performance_registry.chunk where seq = 1",
        "BYTEA, delete from performance_registry.chunk where seq = 3",
        "BYTEA, update performance_registry.chunk set seq = 9 where seq = 1",
        "BYTEA, update performance_registry.chunk set data = substring(data from 2) where seq = 1",
        "BYTEA, update performance_registry.chunk set data = data || data where seq = 3",
        "LARGEOBJECT, 'select lo_truncate64(lo_open(object::oid, 131072), 999999) from performance_registry.large_archive'",
        "LARGEOBJECT, 'select lo_truncate64(lo_open(object::oid, 131072), 0) from performance_registry.large_archive'"
    })
    void whatWasTakenOutOfTheMiddleIsNoticedInAPartToo(RdsMode mode, String damage) throws Exception {
        aDatabaseOfItsOwn();
        try (var store = store(mode);
                var storage = new RdsStorage(settings(mode))) {
            store.put(key, SIZE, out -> out.write(bytes));
            runInside(damage);

            assertReason(() -> read(storage, new ByteRange(10, SIZE - 10)), StorageFailure.Reason.DAMAGED);
            assertReason(() -> store.read(key, new ByteArrayOutputStream()), StorageFailure.Reason.DAMAGED);
            assertThat(storage.pool().leased()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(RdsMode.class)
    void nothingIsLeftOfWhatWasReplacedOrGivenUp(RdsMode mode) throws Exception {
        try (var store = store(mode)) {
            store.put(key, SIZE, out -> out.write(bytes));
            long chunks = database.number(CHUNKS);
            long objects = database.number(OBJECTS);

            var mark = store.put(key, SIZE, out -> out.write(bytes));
            assertThatThrownBy(() -> store.put(key, SIZE, out -> {
                        out.write(bytes, 0, SIZE - 1);
                        throw new IOException("no more");
                    }))
                    .isInstanceOf(IOException.class);

            assertThat(database.number(CHUNKS)).isEqualTo(chunks);
            assertThat(database.number(OBJECTS)).isEqualTo(objects);
            assertThat(store.read(key, new ByteArrayOutputStream())).isEqualTo(mark);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table performance_registry.chunk; --/",
                "\" or 1=1 --/",
                "$$;select pg_sleep(9)$$/",
                "%d%s\\'/",
                "ünïcode €/"
            })
    void aNameIsNeverACommand(String hostile) throws Exception {
        prefix = UUID.randomUUID() + hostile;
        for (var mode : RdsMode.values()) {
            try (var store = store(mode);
                    var storage = new RdsStorage(settings(mode))) {
                store.put(key, SIZE, out -> out.write(bytes));

                assertThat(read(storage, ByteRange.whole(SIZE))).isEqualTo(bytes);
            }
        }
        assertThat(database.number(CHUNKS)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"BYTEA, 16384", "BYTEA, 65536", "BYTEA, 262144", "LARGEOBJECT, 16384"})
    void smallerPiecesAreTheSameBytes(RdsMode mode, int pieceBytes) throws Exception {
        try (var store = store(mode);
                var storage = new RdsStorage(settings(mode, pieceBytes))) {
            store.put(key, SIZE, out -> out.write(bytes));

            for (int from : new int[] {0, 1, 16_383, 16_384, 262_143, 262_144, SIZE - 1}) {
                for (int last : new int[] {from, 262_143, 262_144, 524_287, SIZE - 1}) {
                    if (last >= from) {
                        assertThat(read(storage, new ByteRange(from, last - from + 1)))
                                .as("%d to %d", from, last)
                                .isEqualTo(Arrays.copyOfRange(bytes, from, last + 1));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RdsMode.class)
    void whoLeavesInTheMiddleLeavesThePoolOfOneUsable(RdsMode mode) throws Exception {
        try (var store = store(mode);
                var storage = new RdsStorage(settings(mode))) {
            store.put(key, SIZE, out -> out.write(bytes));

            for (int round = 0; round < 5; round++) {
                storage.open(row(), ByteRange.whole(SIZE)).close();
                assertThat(storage.pool().leased()).isZero();
            }

            assertThat(read(storage, ByteRange.whole(SIZE))).isEqualTo(bytes);
        }
    }

    @Test
    void whoOnlyReadsHoldsNoConnectionToProbeWith() throws Exception {
        aDatabaseOfItsOwn();
        try (var store = store(RdsMode.BYTEA)) {
            store.put(key, SIZE, out -> out.write(bytes));
        }
        try (var storage = new RdsStorage(settings(RdsMode.BYTEA))) {
            assertThat(read(storage, ByteRange.whole(SIZE))).isEqualTo(bytes);

            await().during(LONGER_THAN_A_POOL_FILLS)
                    .until(() -> database.number(connections()), count -> count == READERS);

            storage.probe();
            assertThat(database.number(connections())).isEqualTo(READERS + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClosedStorageOpensNoConnectionToProbeWith(boolean probedBefore) throws Exception {
        aDatabaseOfItsOwn();
        store(RdsMode.BYTEA).close();
        var storage = new RdsStorage(settings(RdsMode.BYTEA));
        if (probedBefore) {
            storage.probe();
        }

        storage.close();

        assertThatThrownBy(storage::probe).isInstanceOf(StorageFailure.class);
        await().until(() -> database.number(connections()), count -> count == 0);
    }

    @Test
    void anEmptyPartIsEmpty() throws Exception {
        try (var store = store(RdsMode.BYTEA);
                var storage = new RdsStorage(settings(RdsMode.BYTEA))) {
            store.put(key, SIZE, out -> out.write(bytes));

            assertThat(read(storage, new ByteRange(5, 0))).isEmpty();
        }
    }

    private byte[] read(RdsStorage storage, ByteRange range) throws IOException {
        var read = new ByteArrayOutputStream();
        try (var body = storage.open(row(), range)) {
            body.sendTo(piece -> {
                var array = new byte[piece.remaining()];
                piece.get(array);
                read.writeBytes(array);
            });
        }
        return read.toByteArray();
    }

    private void aDatabaseOfItsOwn() {
        name = "d" + UUID.randomUUID().toString().replace("-", "");
        database.run("create database " + name);
    }

    /** How many connections the programs have to this test's database. */
    private String connections() {
        return "select count(*) from pg_stat_activity where datname = '" + name
                + "' and application_name = 'registry-service'";
    }

    private void runInside(String sql) throws Exception {
        try (var connection = DatabasePool.source(settings(RdsMode.BYTEA), Duration.ofSeconds(20))
                        .getConnection();
                var statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        }
    }

    private RdsArchiveStore store(RdsMode mode) {
        var store = new RdsArchiveStore(settings(mode), 2, Duration.ofSeconds(20));
        store.prepare();
        return store;
    }

    private RdsSettings settings(RdsMode mode) {
        return settings(mode, Chunks.BYTES);
    }

    private RdsSettings settings(RdsMode mode, int pieceBytes) {
        var limit = Duration.ofSeconds(10);
        return new RdsSettings(
                "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + name,
                "postgres",
                "any",
                Optional.empty(),
                mode,
                prefix,
                READERS,
                limit,
                limit,
                limit,
                pieceBytes);
    }

    private ModelRow row() {
        return new ModelRow(key, Registry.fingerprint(bytes), "\"e\"", Instant.EPOCH);
    }

    private static void assertReason(ThrowingCallable call, StorageFailure.Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
