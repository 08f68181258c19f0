package dev.acme.performance.registry.wire;

import dev.acme.performance.registry.tls.Trust;
import java.time.Duration;

/**
 * What bounds the client.
 *
 * @param connections most requests under way at once
 * @param acquire longest wait for one of these connections
 * @param connect longest wait for a TCP connection and its TLS handshake
 * @param firstByte longest wait from the request's last byte to the answer's first
 * @param stall longest wait between two bytes of a body
 * @param idle how long an unused connection is kept
 * @param pieceBytes size of the one direct buffer of each busy connection, a power of two
 * @param trust who may vouch for an https endpoint
 */
public record WireSettings(
        int connections,
        Duration acquire,
        Duration connect,
        Duration firstByte,
        Duration stall,
        Duration idle,
        int pieceBytes,
        Trust trust) {
    /** All pieces together stay below this, whatever the number of connections. */
    private static final int PIECES_BUDGET = 32 << 20;

    private static final int LARGEST_PIECE = 256 << 10;
    public static final int SMALLEST_PIECE = 16 << 10;

    public WireSettings {
        if (connections < 1 || pieceBytes < SMALLEST_PIECE) {
            throw new IllegalArgumentException("connections=" + connections + " pieceBytes=" + pieceBytes);
        }
    }

    /** The largest piece with which this many busy connections stay within the memory budget. */
    public static int pieceBytesFor(int busyConnections) {
        int share = Integer.highestOneBit(PIECES_BUDGET / busyConnections);
        return Math.clamp(share, SMALLEST_PIECE, LARGEST_PIECE);
    }
}
