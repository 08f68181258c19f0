package dev.acme.performance.loadgen.stats;

import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Hands each second's latencies from the measuring thread to the one that reports, without a lock: four histograms in
 * turn. The writer owns the histogram of its second; the reader owns those of seconds that the writer has left and
 * frees them. A reader more than three seconds late costs the percentiles of the seconds that found no free histogram,
 * never a sample of the result.
 */
final class SecondHandover {
    private static final int SLOTS = 4;
    private static final int NO_SECOND = -1;

    private final Histogram[] slots = new Histogram[SLOTS];
    private final int[] secondOfSlot = {0, NO_SECOND, NO_SECOND, NO_SECOND};
    private final AtomicInteger writing = new AtomicInteger();
    private final AtomicInteger freed = new AtomicInteger();
    private int second;
    private boolean isOpen = true;

    SecondHandover() {
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = Histograms.empty();
        }
    }

    /** Writer: the second that runs now; never goes back. */
    void advanceTo(int now) {
        while (second < now) {
            second++;
            isOpen = freed.getAcquire() > second - SLOTS;
            if (isOpen) {
                secondOfSlot[second % SLOTS] = second;
            }
        }
        writing.setRelease(second);
    }

    /** Writer: a latency of the second that runs now. */
    void record(long micros) {
        if (isOpen) {
            slots[second % SLOTS].recordValue(micros);
        }
    }

    /** Writer: nothing will be recorded any more. */
    void close() {
        writing.setRelease(Integer.MAX_VALUE);
    }

    /** Reader: whether nothing will come any more. */
    boolean isClosed() {
        return writing.getAcquire() == Integer.MAX_VALUE;
    }

    /** Reader: whether that second will not change any more. */
    boolean hasLeft(int past) {
        return writing.getAcquire() > past;
    }

    /** Reader, once for each second in turn, after it was left: adds its latencies; false where they were not kept. */
    boolean moveTo(Histogram all, int past) {
        int slot = past % SLOTS;
        boolean isKept = secondOfSlot[slot] == past;
        boolean isNeverReached = isClosed() && past > second;
        if (isKept && slots[slot].getTotalCount() > 0) {
            all.add(slots[slot]);
            slots[slot].reset();
        }
        freed.setRelease(past + 1);
        return isKept || isNeverReached;
    }
}
