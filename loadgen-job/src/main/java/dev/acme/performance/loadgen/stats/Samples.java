package dev.acme.performance.loadgen.stats;

/**
 * One thread's latencies, each kept exactly, up to a bound; from then on {@link #isComplete()} is false and percentiles
 * come from the histogram. A sample is nanoseconds shifted left by one, the lowest bit telling cold starts, so that one
 * sort serves all percentiles. Memory comes in chunks, so that one allocation serves 65,536 samples.
 */
final class Samples {
    static final int CHUNK = 1 << 16;

    private final long[][] chunks;
    private final int limit;
    private int size;
    private boolean overflowed;

    Samples(int limit) {
        this.limit = limit;
        this.chunks = new long[(limit + CHUNK - 1) / CHUNK][];
        if (limit > 0) {
            chunks[0] = new long[Math.min(limit, CHUNK)];
        }
    }

    void add(long nanos, boolean isCold) {
        if (size == limit) {
            overflowed = true;
            return;
        }
        int chunk = size / CHUNK;
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[CHUNK];
        }
        chunks[chunk][size % CHUNK] = nanos << 1 | (isCold ? 1 : 0);
        size++;
    }

    int size() {
        return size;
    }

    boolean isComplete() {
        return !overflowed;
    }

    /** Moves all samples into the array from {@code offset} on, giving up its own memory. Returns the next offset. */
    int moveTo(long[] all, int offset) {
        int moved = 0;
        for (int chunk = 0; moved < size; chunk++) {
            int length = Math.min(CHUNK, size - moved);
            System.arraycopy(chunks[chunk], 0, all, offset + moved, length);
            chunks[chunk] = new long[0];
            moved += length;
        }
        size = 0;
        return offset + moved;
    }
}
