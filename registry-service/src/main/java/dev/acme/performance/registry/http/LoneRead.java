package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What the storage gives to one connection while nobody else asks: with it, what many get at once can be told apart from what
 * the storage is like.
 *
 * @param firstByteNanos from having a connection to the first byte
 * @param bytes read from then on
 * @param nanos that they took
 */
public record LoneRead(long firstByteNanos, long bytes, long nanos) {
    private static final long MOST_BYTES = 8_000_000;
    private static final long FEWEST_BYTES = 250_000;
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    /** Reads a part of the archive, so past every cache, for a second at most; empty where that tells nothing. */
    static Optional<LoneRead> of(ModelStorage storage, ModelRow row) {
        long length = Math.min(row.fingerprint().sizeBytes() - 1, MOST_BYTES);
        if (length < FEWEST_BYTES) {
            return Optional.empty();
        }
        try (var body = storage.open(row, new ByteRange(0, length))) {
            var stop = new Stop();
            try {
                body.sendTo(stop::take);
            } catch (IOException e) {
                return stop.read(body.times().firstByteNanos());
            }
            return stop.read(body.times().firstByteNanos());
        } catch (StorageFailure e) {
            return Optional.empty();
        }
    }

    double bytesPerSecond() {
        return bytes * 1e9 / Math.max(1, nanos);
    }

    /** Takes pieces until the time is over. */
    private static final class Stop {
        private final long start = System.nanoTime();
        private long bytes;
        private long nanos;

        void take(java.nio.ByteBuffer piece) throws IOException {
            bytes += piece.remaining();
            piece.position(piece.limit());
            nanos = System.nanoTime() - start;
            if (nanos > LONGEST_NANOS) {
                throw new IOException("long enough");
            }
        }

        Optional<LoneRead> read(long firstByteNanos) {
            return bytes < FEWEST_BYTES ? Optional.empty() : Optional.of(new LoneRead(firstByteNanos, bytes, nanos));
        }
    }
}
