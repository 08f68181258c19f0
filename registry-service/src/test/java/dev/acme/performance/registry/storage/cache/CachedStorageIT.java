package dev.acme.performance.registry.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.Origin;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import dev.acme.performance.registry.storage.cache.CacheSettings.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a cache does beside being a storage. */
final class CachedStorageIT {
    private static final int SIZE = 1_000_003;

    private final ScriptedStorage storage = new ScriptedStorage();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theSecondRequestIsAHitAndReadsNoStorage(Kind kind) throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(kind, 2 * SIZE)) {
            assertThat(read(cache, row)).isEqualTo(Read.of(Origin.MISS, ScriptedStorage.bytes("m", SIZE)));
            assertThat(read(cache, row)).isEqualTo(Read.of(Origin.HIT, ScriptedStorage.bytes("m", SIZE)));

            assertThat(storage.opened).hasValue(1);
            assertThat(cache.occupiedBytes()).isEqualTo(SIZE);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void partsComeFromTheCacheOnlyWhereItHasTheArchive(Kind kind) throws Exception {
        var row = storage.put("m", SIZE);
        var part = new ByteRange(500_000, 300_000);
        var expected = Arrays.copyOfRange(ScriptedStorage.bytes("m", SIZE), 500_000, 800_000);
        try (var cache = cache(kind, 2 * SIZE)) {
            assertThat(read(cache, row, part)).isEqualTo(Read.of(Origin.BYPASS, expected));
            assertThat(cache.occupiedBytes()).isZero();
            read(cache, row);

            assertThat(read(cache, row, part)).isEqualTo(Read.of(Origin.HIT, expected));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void manyFirstRequestsFetchOnce(Kind kind) throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(kind, 2 * SIZE)) {
            var gate = storage.hold();
            var reads = start(50, cache, row);
            await().until(() -> storage.opened.get() == 1);
            gate.countDown();

            var origins = new ArrayList<Origin>();
            for (var read : reads) {
                assertThat(read.get(20, TimeUnit.SECONDS).sha256())
                        .isEqualTo(Registry.sha256(ScriptedStorage.bytes("m", SIZE)));
                origins.add(read.get().origin());
            }
            assertThat(storage.opened).hasValue(1);
            assertThat(origins).containsOnlyOnce(Origin.MISS).doesNotContain(Origin.BYPASS);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFailedFetchFailsAllWhoWaitAndIsNotRemembered(Kind kind) throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(kind, 2 * SIZE)) {
            storage.failWith(Optional.of(new StorageFailure(Reason.REFUSED, "no")));
            var gate = storage.hold();
            var reads = start(10, cache, row);
            await().until(() -> storage.opened.get() == 1);
            gate.countDown();
            for (var read : reads) {
                assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOfSatisfying(
                                StorageFailure.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
            }

            storage.failWith(Optional.empty());
            assertThat(read(cache, row).origin()).isEqualTo(Origin.MISS);
            assertThat(cache.occupiedBytes()).isEqualTo(SIZE);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void wrongBytesAreNeitherServedNorKept(Kind kind) throws Exception {
        var row = storage.put("m", SIZE);
        storage.damage("m");
        try (var cache = cache(kind, 2 * SIZE)) {
            assertReason(cache, row, Reason.DAMAGED);
            assertThat(cache.occupiedBytes()).isZero();

            storage.put("m", SIZE);
            assertThat(read(cache, row).origin()).isEqualTo(Origin.MISS);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoeverLeavesTakesNothingFromTheOthers(Kind kind) throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(kind, 2 * SIZE)) {
            var gate = storage.hold();
            var first = Thread.ofVirtual().unstarted(() -> {
                try (var body = cache.open(row, ByteRange.whole(SIZE))) {
                    assertThat(body).isNull();
                } catch (StorageFailure e) {
                    assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
                }
            });
            first.start();
            await().until(() -> storage.opened.get() == 1);
            var second = start(1, cache, row).getFirst();
            first.interrupt();
            assertThat(first.join(Duration.ofSeconds(20))).isTrue();
            gate.countDown();

            assertThat(second.get(20, TimeUnit.SECONDS).sha256())
                    .isEqualTo(Registry.sha256(ScriptedStorage.bytes("m", SIZE)));
            assertThat(storage.opened).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatDoesNotFitPassesThrough(Kind kind) throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(kind, SIZE - 1)) {
            assertThat(read(cache, row)).isEqualTo(Read.of(Origin.BYPASS, ScriptedStorage.bytes("m", SIZE)));
            assertThat(read(cache, row).origin()).isEqualTo(Origin.BYPASS);
            assertThat(cache.occupiedBytes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theBoundHoldsAndTheLongestUnusedGoesFirst(Kind kind) throws Exception {
        var rows = List.of(storage.put("a", SIZE), storage.put("b", SIZE), storage.put("c", SIZE));
        try (var cache = cache(kind, 2 * SIZE)) {
            for (var row : rows) {
                read(cache, row);
                assertThat(cache.occupiedBytes()).isLessThanOrEqualTo(2 * SIZE);
            }

            assertThat(read(cache, rows.get(2)).origin()).isEqualTo(Origin.HIT);
            assertThat(read(cache, rows.get(1)).origin()).isEqualTo(Origin.HIT);
            assertThat(read(cache, rows.get(0)).origin()).isEqualTo(Origin.MISS);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsBeingReadIsNotTakenAwayAndItsRoomIsNotGivenTwice(Kind kind) throws Exception {
        var first = storage.put("a", SIZE);
        var second = storage.put("b", SIZE);
        try (var cache = cache(kind, SIZE)) {
            read(cache, first);
            try (var body = cache.open(first, ByteRange.whole(SIZE))) {
                assertThat(read(cache, second).origin()).isEqualTo(Origin.BYPASS);
                assertThat(bytes(body)).isEqualTo(ScriptedStorage.bytes("a", SIZE));
            }

            assertThat(cache.occupiedBytes())
                    .as("nothing was given up for what was not kept")
                    .isEqualTo(SIZE);
            assertThat(read(cache, first).origin()).isEqualTo(Origin.HIT);
            assertThat(read(cache, second).origin()).isEqualTo(Origin.MISS);
        }
    }

    /** Of three places one is read and one is free of readers: two are needed, so none is given up. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatWouldNotBeEnoughIsNotGivenUp(Kind kind) throws Exception {
        var read = storage.put("a", SIZE);
        var idle = storage.put("b", SIZE);
        var large = storage.put("c", 3 * SIZE);
        try (var cache = cache(kind, 3 * SIZE)) {
            read(cache, read);
            read(cache, idle);
            try (var _ = cache.open(read, ByteRange.whole(SIZE))) {
                assertThat(read(cache, large).origin()).isEqualTo(Origin.BYPASS);
                assertThat(read(cache, idle).origin()).isEqualTo(Origin.HIT);
            }

            assertThat(read(cache, large).origin()).isEqualTo(Origin.MISS);
            assertThat(cache.occupiedBytes()).isEqualTo(3 * SIZE);
        }
    }

    @Test
    void aFullDiskIsNoReasonToRefuseAnybody() throws Exception {
        var row = storage.put("m", SIZE);
        var disk = new FullShelf(SIZE / 2);
        var gate = storage.hold();
        try (var cache = CachedStorage.over(storage, settings(Kind.DISK, 2 * SIZE), disk)) {
            var reads = start(10, cache, row);
            await().until(() -> storage.opened.get() == 1);
            gate.countDown();

            for (var read : reads) {
                assertThat(read.get(20, TimeUnit.SECONDS))
                        .isEqualTo(Read.of(Origin.UNKEPT, ScriptedStorage.bytes("m", SIZE)));
            }
            assertThat(cache.occupiedBytes()).isZero();
            assertThat(disk.freed).hasPositiveValue();

            disk.makeRoom();
            assertThat(read(cache, row).origin()).isEqualTo(Origin.MISS);
            assertThat(read(cache, row).origin()).isEqualTo(Origin.HIT);
        }
    }

    @Test
    void aFolderThatIsTakenAwayIsNoReasonToRefuseAnybody() throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(Kind.DISK, 2 * SIZE)) {
            Files.delete(folder.resolve("lock"));
            Files.delete(folder);

            assertThat(read(cache, row)).isEqualTo(Read.of(Origin.UNKEPT, ScriptedStorage.bytes("m", SIZE)));
            assertThat(cache.occupiedBytes()).isZero();

            Files.createDirectory(folder);
            assertThat(read(cache, row).origin()).isEqualTo(Origin.MISS);
        }
    }

    @Test
    void aDiskIsFoundAgainByTheNextProcess() throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(Kind.DISK, 2 * SIZE)) {
            read(cache, row);
        }
        Files.writeString(folder.resolve("left.part"), "half");
        Files.writeString(folder.resolve("somebody's"), "else");

        try (var cache = cache(Kind.DISK, 2 * SIZE)) {
            assertThat(read(cache, row)).isEqualTo(Read.of(Origin.HIT, ScriptedStorage.bytes("m", SIZE)));
            assertThat(cache.occupiedBytes()).isEqualTo(SIZE);
        }
        assertThat(folder.resolve("left.part")).doesNotExist();
        assertThat(folder.resolve("somebody's")).exists();
        try (var cache = cache(Kind.DISK, SIZE - 1)) {
            assertThat(cache.occupiedBytes()).isZero();
            assertThat(read(cache, row).origin()).isEqualTo(Origin.BYPASS);
        }
        assertThat(archive()).isEmpty();
    }

    @Test
    void aFileThatWasDamagedBetweenTwoProcessesIsFetchedAgain() throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(Kind.DISK, 2 * SIZE)) {
            read(cache, row);
        }
        damageFile();

        try (var cache = cache(Kind.DISK, 2 * SIZE)) {
            assertThat(read(cache, row)).isEqualTo(Read.of(Origin.MISS, ScriptedStorage.bytes("m", SIZE)));
            assertThat(read(cache, row).origin()).isEqualTo(Origin.HIT);
        }
    }

    @Test
    void aFileThatIsDamagedMeanwhileIsNeverSentToItsEndAndThenFetchedAgain() throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(Kind.DISK, 2 * SIZE)) {
            read(cache, row);
            damageFile();
            assertReason(cache, row, Reason.DAMAGED);
            assertThat(read(cache, row).origin()).isEqualTo(Origin.MISS);

            Files.write(archive().orElseThrow(), new byte[10]);
            assertThat(read(cache, row)).isEqualTo(Read.of(Origin.MISS, ScriptedStorage.bytes("m", SIZE)));
            assertThat(cache.occupiedBytes()).isEqualTo(SIZE);
        }
    }

    @Test
    void whoeverReadsADroppedFileTakesNothingFromItsSuccessor() throws Exception {
        var row = storage.put("m", SIZE);
        try (var cache = cache(Kind.DISK, 3 * SIZE)) {
            read(cache, row);
            damageFile();
            try (var old = cache.open(row, ByteRange.whole(SIZE))) {
                assertThat(old.origin()).isEqualTo(Origin.HIT);
                assertReason(cache, row, Reason.DAMAGED);
                assertThat(read(cache, row).origin()).isEqualTo(Origin.MISS);
            }

            assertThat(read(cache, row)).isEqualTo(Read.of(Origin.HIT, ScriptedStorage.bytes("m", SIZE)));
            assertThat(cache.occupiedBytes()).isEqualTo(SIZE);
        }
    }

    @Test
    void aFolderBelongsToOneProcess() throws Exception {
        try (var cache = cache(Kind.DISK, SIZE)) {
            assertThat(cache.occupiedBytes()).isZero();
            assertThatThrownBy(() -> cache(Kind.DISK, SIZE)).isInstanceOf(IOException.class);
        }
        cache(Kind.DISK, SIZE).close();
    }

    private record Read(Origin origin, String sha256) {
        static Read of(Origin origin, byte[] bytes) {
            return new Read(origin, Registry.sha256(bytes));
        }
    }

    private CachedStorage cache(Kind kind, long bytes) throws IOException {
        return CachedStorage.over(storage, settings(kind, bytes));
    }

    private CacheSettings settings(Kind kind, long bytes) {
        return new CacheSettings(kind, bytes, folder, Duration.ofSeconds(20), 64 << 10);
    }

    private static List<Future<Read>> start(int readers, ModelStorage cache, ModelRow row) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var reads = new ArrayList<Future<Read>>();
        for (int i = 0; i < readers; i++) {
            reads.add(threads.submit(() -> read(cache, row)));
        }
        threads.shutdown();
        return reads;
    }

    private static Read read(ModelStorage cache, ModelRow row) throws IOException {
        return read(cache, row, ByteRange.whole(row.fingerprint().sizeBytes()));
    }

    private static Read read(ModelStorage cache, ModelRow row, ByteRange range) throws IOException {
        try (var body = cache.open(row, range)) {
            return Read.of(body.origin(), bytes(body));
        }
    }

    private static byte[] bytes(dev.acme.performance.registry.storage.StoredBody body) throws IOException {
        var read = new ByteArrayOutputStream();
        body.sendTo(piece -> {
            var array = new byte[piece.remaining()];
            piece.get(array);
            read.writeBytes(array);
        });
        return read.toByteArray();
    }

    private static void assertReason(ModelStorage cache, ModelRow row, Reason reason) {
        assertThatThrownBy(() -> read(cache, row))
                .isInstanceOfSatisfying(
                        StorageFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void damageFile() throws IOException {
        var file = archive().orElseThrow();
        var bytes = Files.readAllBytes(file);
        bytes[SIZE - 10]++;
        Files.write(file, bytes);
    }

    private Optional<Path> archive() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip")).findFirst();
        }
    }
}
