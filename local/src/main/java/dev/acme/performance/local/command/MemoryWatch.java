package dev.acme.performance.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The most memory that this process and its descendants held together: the sum of their resident sets, seen a few times
 * a second. Pages that they share are counted more than once, so it is an upper bound.
 */
final class MemoryWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 250;
    private static final int RESIDENT = 1;
    private static final long PAGE = 4_096;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("memory-watch").daemon().factory());
    private final AtomicLong peak = new AtomicLong();

    MemoryWatch() {
        var _ = timer.scheduleAtFixedRate(this::sample, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    long peakBytes() {
        return peak.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void sample() {
        var self = ProcessHandle.current();
        long sum = Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(process -> resident(process.pid()))
                .sum();
        peak.accumulateAndGet(sum, Math::max);
    }

    /** 0 for a process that has ended meanwhile. */
    private static long resident(long pid) {
        try {
            var fields = Files.readString(Path.of("/proc", Long.toString(pid), "statm"))
                    .split(" ", -1);
            return Long.parseLong(fields[RESIDENT]) * PAGE;
        } catch (IOException e) {
            return 0;
        }
    }
}
