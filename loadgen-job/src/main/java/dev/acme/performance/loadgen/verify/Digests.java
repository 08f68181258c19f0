package dev.acme.performance.loadgen.verify;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;

/** One thread's SHA-256 digests, lent to the bodies that need one, so that thousands of clients share a few. */
public final class Digests {
    private static final int SHA256_BYTES = 32;
    private static final int PIECE_BYTES = 16 * 1024;

    private final ArrayDeque<MessageDigest> free = new ArrayDeque<>();
    private final byte[] piece = new byte[PIECE_BYTES];
    private final byte[] hash = new byte[SHA256_BYTES];

    /** Finds the algorithm's provider, which takes long the first time. */
    public static void preload() {
        sha256().reset();
    }

    MessageDigest lend() {
        MessageDigest digest = free.pollLast();
        return digest == null ? sha256() : digest;
    }

    /** Takes back a digest in whatever state. */
    void giveBack(MessageDigest digest) {
        digest.reset();
        free.addLast(digest);
    }

    /** Adds position to limit without moving either: the JDK would give each digest a copying array of its own. */
    void add(MessageDigest digest, ByteBuffer bytes) {
        int from = bytes.position();
        while (from < bytes.limit()) {
            int length = Math.min(piece.length, bytes.limit() - from);
            bytes.get(from, piece, 0, length);
            digest.update(piece, 0, length);
            from += length;
        }
    }

    /** The finished hash, in an array that the next call overwrites. */
    byte[] finish(MessageDigest digest) {
        try {
            digest.digest(hash, 0, hash.length);
            return hash;
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 hash has " + SHA256_BYTES + " bytes", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
