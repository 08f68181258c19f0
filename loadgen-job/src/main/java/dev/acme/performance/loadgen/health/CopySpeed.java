package dev.acme.performance.loadgen.health;

import java.nio.ByteBuffer;

/**
 * How fast this machine copies what lies in its second-level cache: every byte of an answer is copied out of the kernel at
 * least once, so that no download, over loopback or a network, can be faster. Takes a few milliseconds.
 */
public final class CopySpeed {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int COPIES = 16;
    private static final int ROUNDS = 8;
    private static final double SECOND_NANOS = 1e9;

    private CopySpeed() {}

    /** Bytes a second of one processor: the best of some rounds, for other work can only slow a copy down. */
    public static double bytesPerSecond() {
        ByteBuffer from = ByteBuffer.allocateDirect(BUFFER_BYTES);
        ByteBuffer to = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            least = Math.min(least, round(from, to));
        }
        return COPIES * (double) BUFFER_BYTES / Math.max(1, least) * SECOND_NANOS;
    }

    private static long round(ByteBuffer from, ByteBuffer to) {
        long start = System.nanoTime();
        for (int i = 0; i < COPIES; i++) {
            to.clear().put(from.clear());
        }
        return System.nanoTime() - start;
    }
}
