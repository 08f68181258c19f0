package dev.acme.performance.registry.populate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How far the work has come, counted by many hands. */
final class Tally {
    private final AtomicInteger done = new AtomicInteger();
    private final LongAdder bytes = new LongAdder();
    private volatile String phase = "prepare";
    private volatile int total;

    void begin(String newPhase, int things) {
        phase = newPhase;
        total = things;
        done.set(0);
    }

    void finishedOne() {
        done.incrementAndGet();
    }

    void moved(long count) {
        bytes.add(count);
    }

    Progress progress() {
        return new Progress("progress", phase, done.get(), total, bytes.sum());
    }

    /**
     * One line of progress.
     *
     * @param bytes downloaded, stored and read back so far
     */
    record Progress(String type, String phase, int done, int total, long bytes) {}
}
