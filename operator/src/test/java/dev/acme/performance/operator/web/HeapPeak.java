package dev.acme.performance.operator.web;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The most that this process holds on to while it lasts: what is used after a collection, again and again. */
final class HeapPeak implements AutoCloseable {
    private static final int PERIOD_MILLIS = 100;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicLong peak = new AtomicLong();
    private final long before = used();
    private final Thread sampler = Thread.ofPlatform().name("heap-peak").start(this::sample);

    private void sample() {
        try {
            do {
                peak.accumulateAndGet(used(), Math::max);
                // whoever is looked at must get to work, too
            } while (!over.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long used() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** In bytes, since the beginning; ends the sampling. */
    long growth() {
        close();
        return peak.get() - before;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            sampler.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
