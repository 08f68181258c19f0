package dev.acme.performance.registry.populate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What has been done so far, counted by many hands. */
final class Tally {
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger reused = new AtomicInteger();
    private final AtomicInteger repaired = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final LongAdder bytes = new LongAdder();
    private volatile String phase = "prepare";
    private volatile int total;

    void begin(String newPhase, int things) {
        phase = newPhase;
        total = things;
        done.set(0);
    }

    void created() {
        created.incrementAndGet();
    }

    void reused() {
        reused.incrementAndGet();
    }

    void repaired() {
        repaired.incrementAndGet();
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

    Counts counts() {
        return new Counts(created.get(), reused.get(), repaired.get());
    }

    /**
     * One line of progress.
     *
     * @param bytes downloaded, stored and read back so far
     */
    record Progress(String type, String phase, int done, int total, long bytes) {}

    /** Models by what had to be done to them. */
    record Counts(int created, int reused, int repaired) {}
}
