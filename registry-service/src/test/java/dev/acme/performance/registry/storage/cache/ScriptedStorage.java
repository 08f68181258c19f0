package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.OpeningTimes;
import dev.acme.performance.registry.storage.PieceSink;
import dev.acme.performance.registry.storage.PoolState;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StoredBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Archives in memory that count how often they are opened, and wait or fail where a test wants it. */
final class ScriptedStorage implements ModelStorage {
    final AtomicInteger opened = new AtomicInteger();
    private final Map<String, byte[]> archives = new ConcurrentHashMap<>();
    private volatile Optional<StorageFailure> failure = Optional.empty();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Puts an archive; what a catalogue would say of it. */
    ModelRow put(String model, int size) {
        var bytes = bytes(model, size);
        archives.put(model, bytes);
        var key = new ModelKey(new ModelId(model), new Version("main"));
        return new ModelRow(key, Registry.fingerprint(bytes), "\"e\"", Instant.EPOCH);
    }

    static byte[] bytes(String model, int size) {
        var bytes = new byte[size];
        new Random(model.hashCode()).nextBytes(bytes);
        return bytes;
    }

    /** From now on the model's bytes are others than those that were recorded. */
    void damage(String model) {
        archives.computeIfPresent(model, (_, bytes) -> {
            var damaged = bytes.clone();
            damaged[damaged.length / 2]++;
            return damaged;
        });
    }

    /** Whoever opens from now on waits until the latch is down. */
    CountDownLatch hold() {
        gate = new CountDownLatch(1);
        return gate;
    }

    void failWith(Optional<StorageFailure> why) {
        failure = why;
    }

    @Override
    public String backend() {
        return "scripted";
    }

    @Override
    public StoredBody open(ModelRow row, ByteRange range) {
        opened.incrementAndGet();
        awaitGate();
        failure.ifPresent(why -> {
            throw why;
        });
        var bytes = archives.get(row.key().id().text());
        return new StoredBody() {
            @Override
            public OpeningTimes times() {
                return new OpeningTimes(1, 1);
            }

            @Override
            public void sendTo(PieceSink sink) throws IOException {
                sink.accept(ByteBuffer.wrap(bytes, (int) range.from(), (int) range.length()));
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    private void awaitGate() {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new StorageFailure(StorageFailure.Reason.TIMED_OUT, "the test forgot its gate");
            }
        } catch (InterruptedException e) {
            throw new StorageFailure(StorageFailure.Reason.TIMED_OUT, "interrupted", e);
        }
    }

    @Override
    public PoolState pool() {
        return new PoolState(0, 0);
    }

    @Override
    public void probe() {
        // always there
    }

    @Override
    public void close() {
        // nothing to close
    }
}
