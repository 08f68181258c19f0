package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.catalogue.ModelKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which database, as whom, and what bounds the talk with it.
 *
 * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}, without credentials
 * @param rootCertificate who must have signed the server's certificate; where it is given, an unproved server is refused
 * @param prefix what every archive's name begins with, so that registries share a database
 * @param readers connections that serve downloads
 * @param acquire longest wait for one of these connections
 * @param firstByte longest wait for the answer to a question, and for a body's first byte
 * @param stall longest silence in the middle of a body
 * @param pieceBytes most bytes read at once by one busy connection, a power of two up to {@link Chunks#BYTES}
 */
public record RdsSettings(
        String url,
        String user,
        String password,
        Optional<Path> rootCertificate,
        RdsMode mode,
        String prefix,
        int readers,
        Duration acquire,
        Duration firstByte,
        Duration stall,
        int pieceBytes) {
    /** All pieces together stay below this: they lie in the heap, where each of them soon is garbage. */
    private static final int PIECES_BUDGET = 8 << 20;

    private static final int SMALLEST_PIECE = 16 << 10;

    public RdsSettings {
        if (readers < 1 || pieceBytes < SMALLEST_PIECE || Chunks.BYTES % pieceBytes != 0) {
            throw new IllegalArgumentException("readers=" + readers + " pieceBytes=" + pieceBytes);
        }
    }

    /** The largest piece with which this many busy connections stay within the memory budget. */
    public static int pieceBytesFor(int busyConnections) {
        return Math.clamp(Integer.highestOneBit(PIECES_BUDGET / busyConnections), SMALLEST_PIECE, Chunks.BYTES);
    }

    /** The name under which a model's archive lies. */
    String nameOf(ModelKey key) {
        return prefix + key.objectName();
    }

    @Override
    public String toString() {
        return url + " as " + user + ":***";
    }
}
