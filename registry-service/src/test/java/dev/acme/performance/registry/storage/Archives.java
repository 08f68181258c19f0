package dev.acme.performance.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;

/** What a contract puts and reads: bytes that nobody guesses, and what a catalogue says of them. */
final class Archives {
    private Archives() {}

    static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static ModelRow row(ModelKey key, byte[] bytes) {
        return new ModelRow(key, Registry.fingerprint(bytes), "\"e\"", Instant.EPOCH);
    }

    /** To its end, and closed. */
    static byte[] read(StoredBody opened) throws IOException {
        var read = new ByteArrayOutputStream();
        try (var body = opened) {
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

    static ModelKey key(String model, String version) {
        return new ModelKey(new ModelId(model), new Version(version));
    }
}
