package dev.acme.performance.loadgen.stats;

import java.util.Arrays;

/** One thread's counts by the second, since the common start, in which requests ended. */
final class Seconds {
    /** Two days: the contract's longest run with its longest time-out. */
    static final int LIMIT = 172_800;

    private long[] requests;
    private long[] errors;
    private long[] bytes;
    private int used;

    /** Room for what is expected; a longer run doubles it. */
    Seconds(int expected) {
        int room = Math.clamp(expected, 1, LIMIT);
        requests = new long[room];
        errors = new long[room];
        bytes = new long[room];
    }

    void succeeded(int second, long bodyBytes) {
        int index = index(second);
        requests[index]++;
        bytes[index] += bodyBytes;
    }

    void failed(int second) {
        int index = index(second);
        requests[index]++;
        errors[index]++;
    }

    int used() {
        return used;
    }

    long requests(int second) {
        return second < used ? requests[second] : 0;
    }

    long errors(int second) {
        return second < used ? errors[second] : 0;
    }

    long bytes(int second) {
        return second < used ? bytes[second] : 0;
    }

    private int index(int second) {
        int index = Math.min(second, LIMIT - 1);
        if (index >= requests.length) {
            int room = Math.min(LIMIT, Math.max(index + 1, 2 * requests.length));
            requests = Arrays.copyOf(requests, room);
            errors = Arrays.copyOf(errors, room);
            bytes = Arrays.copyOf(bytes, room);
        }
        used = Math.max(used, index + 1);
        return index;
    }
}
