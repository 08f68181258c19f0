package dev.acme.performance.local;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says once, in one line, that the disk is full, before many things fail in their own words. */
final class DiskWatch implements AutoCloseable {
    private static final long PERIOD_SECONDS = 1;
    static final long LEAST_BYTES = 64L * 1024 * 1024;

    private final Folder folder;
    private final long leastBytes;
    private final Consumer<String> trouble;
    private final CountDownLatch stop = new CountDownLatch(1);

    private DiskWatch(Folder folder, long leastBytes, Consumer<String> trouble) {
        this.folder = folder;
        this.leastBytes = leastBytes;
        this.trouble = trouble;
    }

    static DiskWatch start(Folder folder, long leastBytes, Consumer<String> trouble) {
        var watch = new DiskWatch(folder, leastBytes, trouble);
        Thread.ofVirtual().name("disk").start(watch::run);
        return watch;
    }

    private void run() {
        try {
            boolean isFull = false;
            while (!isFull && !stop.await(PERIOD_SECONDS, TimeUnit.SECONDS)) {
                long free = folder.freeBytes();
                isFull = free < leastBytes;
                if (isFull) {
                    trouble.accept("the disk of " + folder.path() + " is full: " + Megabytes.of(free)
                            + " left; make room, or name a folder elsewhere by PERFRUN_HOME");
                }
            }
        } catch (IOException e) {
            trouble.accept(folder.path() + " cannot be looked at: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
