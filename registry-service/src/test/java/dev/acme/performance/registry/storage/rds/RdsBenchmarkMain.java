package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.backends.EmbeddedDatabase;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import dev.acme.performance.registry.storage.ByteRange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Readers of our store beside readers of one whole bytea value, in turn: MB/s of each way, every round and the median. */
final class RdsBenchmarkMain {
    private static final int SIZE = 24_834_009;
    private static final int READERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ModelKey KEY = new ModelKey(new ModelId("arnir0_Tiny-LLM"), new Version("main"));

    private final EmbeddedDatabase database;
    private final ModelRow row;
    private final long roundNanos;

    private RdsBenchmarkMain(EmbeddedDatabase database, ModelRow row, long roundNanos) {
        this.database = database;
        this.row = row;
        this.roundNanos = roundNanos;
    }

    /** One way to read the archive once, by a reader that keeps what it needs; the bytes read. */
    @FunctionalInterface
    private interface Reader {
        long read() throws SQLException, IOException;
    }

    /**
     * Measures.
     *
     * @param arguments rounds, seconds of each, and {@code ours} where only our ways shall be measured
     */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        long nanos = Duration.ofSeconds(Integer.parseInt(arguments[1])).toNanos();
        boolean isOnlyOurs = arguments.length > 2;
        try (var database = EmbeddedDatabase.start()) {
            new RdsBenchmarkMain(database, filled(database, isOnlyOurs), nanos).run(rounds, isOnlyOurs);
        }
    }

    /** The archive's bytes are garbage afterwards: the readers have the heap for themselves. */
    private static ModelRow filled(EmbeddedDatabase database, boolean isOnlyOurs) throws IOException, SQLException {
        var bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        for (var mode : RdsMode.values()) {
            try (var store = new RdsArchiveStore(settings(database, mode), 1, LIMIT)) {
                store.prepare();
                store.put(KEY, SIZE, out -> out.write(bytes));
            }
        }
        if (!isOnlyOurs) {
            fillWhole(database, bytes);
        }
        database.run("vacuum analyze");
        return new ModelRow(KEY, Registry.fingerprint(bytes), "", Instant.EPOCH);
    }

    private static void fillWhole(EmbeddedDatabase database, byte[] bytes) throws SQLException {
        database.run("create table whole (data bytea)");
        database.run("alter table whole alter data set storage external");
        try (var connection = database.connection();
                var insert = connection.prepareStatement("insert into whole values (?)")) {
            insert.setBytes(1, bytes);
            insert.executeUpdate();
        }
    }

    private void run(int rounds, boolean isOnlyOurs) throws Exception {
        var results = new LinkedHashMap<String, List<Double>>();
        try (var bytea = new RdsStorage(settings(database, RdsMode.BYTEA));
                var large = new RdsStorage(settings(database, RdsMode.LARGEOBJECT))) {
            for (int round = -1; round < rounds; round++) {
                var ways = new LinkedHashMap<String, Double>();
                if (!isOnlyOurs) {
                    ways.put("whole value, 1 reader", measure(1, this::whole));
                    ways.put("whole value, 8 readers", measure(READERS, this::whole));
                }
                ways.put("chunks, 1 reader", measure(1, () -> () -> ours(bytea)));
                ways.put("chunks, 8 readers", measure(READERS, () -> () -> ours(bytea)));
                ways.put("large object, 8 readers", measure(READERS, () -> () -> ours(large)));
                if (round >= 0) {
                    ways.forEach((way, speed) ->
                            results.computeIfAbsent(way, _ -> new ArrayList<>()).add(speed));
                }
            }
        }
        print(results);
    }

    private static void print(Map<String, List<Double>> results) {
        results.forEach((way, speeds) -> {
            var sorted = speeds.stream().sorted().toList();
            System.out.printf("%-24s median %6.0f MB/s of", way, sorted.get(sorted.size() / 2));
            speeds.forEach(speed -> System.out.printf(" %.0f", speed));
            System.out.println();
        });
    }

    private double measure(int readers, Callable<Reader> way) throws Exception {
        long start = System.nanoTime();
        long bytes = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Long>>();
            for (int i = 0; i < readers; i++) {
                tasks.add(() -> {
                    var reader = way.call();
                    long sum = 0;
                    while (System.nanoTime() - start < roundNanos) {
                        sum += reader.read();
                    }
                    return sum;
                });
            }
            for (var task : threads.invokeAll(tasks)) {
                bytes += task.get();
            }
        }
        return bytes * 1e3 / (System.nanoTime() - start);
    }

    /** As it is done where nobody thinks of memory; the connection lives as long as the process. */
    private Reader whole() throws SQLException {
        Connection connection = database.connection();
        var query = connection.prepareStatement("select data from whole");
        var buffer = new byte[Chunks.BYTES];
        return () -> {
            long sum = 0;
            try (var rows = query.executeQuery()) {
                rows.next();
                try (var in = rows.getBinaryStream(1)) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        sum += n;
                    }
                }
            }
            return sum;
        };
    }

    private long ours(RdsStorage storage) throws IOException {
        var sum = new long[1];
        try (var body = storage.open(row, ByteRange.whole(SIZE))) {
            body.sendTo(piece -> sum[0] += piece.remaining());
        }
        return sum[0];
    }

    private static RdsSettings settings(EmbeddedDatabase database, RdsMode mode) {
        return new RdsSettings(
                "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres",
                "postgres",
                "any",
                Optional.empty(),
                mode,
                "",
                READERS,
                LIMIT,
                LIMIT,
                LIMIT,
                RdsSettings.pieceBytesFor(READERS));
    }
}
