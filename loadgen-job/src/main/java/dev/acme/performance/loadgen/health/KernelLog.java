package dev.acme.performance.loadgen.health;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the kernel's log, where this process may: in a thread of its own that sleeps until the kernel says something.
 * What was logged earlier is in the log too, and is passed over: a reader waits only when it has had all of that. One that is
 * given no processor takes as long, so what the kernel's own clock calls old is old too.
 */
final class KernelLog implements AutoCloseable {
    /** A record has at most 8 KiB, and a shorter buffer gets none of it (kernel/printk/printk.c, CONSOLE_EXT_LOG_MAX). */
    private static final int RECORD_BYTES = 16 * 1024;

    private static final int MOST_RECORDS = 100_000;
    private static final int MOST_OVERRUNS = 100;

    /** Far more than a record takes that is there already. */
    private static final long WAITED_NANOS = 20_000_000;

    /** By so much, and this share of the time since the start, the kernel's clock may be behind the corrected one (adjtimex(2): 500 ppm). */
    private static final long CLOCK_MICROS = 1_000_000;

    private static final long CLOCK_SHARE = 2_000;

    private final InputStream records;
    private final LongSupplier nanos;
    private final long oldMicros;
    private final Map<KernelEvent, Heard> heard = new EnumMap<>(KernelEvent.class);
    private boolean isWindow;
    private volatile boolean isClosed;

    private KernelLog(InputStream records, LongSupplier nanos) {
        this.records = records;
        this.nanos = nanos;
        long now = nanos.getAsLong() / 1_000;
        this.oldMicros = now - CLOCK_MICROS - now / CLOCK_SHARE;
    }

    /** What was said of one kind: the first message, and how many there were. */
    record Heard(KernelMessage first, int times) {}

    /** Empty where there is no log, or this process may not read it. {@code root} is the file system's root. */
    static Optional<KernelLog> open(Path root) {
        Path file = root.resolve("dev/kmsg");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(listening(Files.newInputStream(file), System::nanoTime));
        } catch (IOException e) {
            // the right to read the log is asked for when it is opened
            return Optional.empty();
        }
    }

    /**
     * {@code records} gives one or more whole records at a time, and waits where there is none; {@code nanos} is the time since
     * the machine started, as {@link System#nanoTime} of Linux (CLOCK_MONOTONIC).
     */
    static KernelLog listening(InputStream records, LongSupplier nanos) {
        var log = new KernelLog(records, nanos);
        Thread.ofPlatform().daemon().name("kernel-log").start(log::listen);
        return log;
    }

    synchronized void begin() {
        isWindow = true;
    }

    synchronized void end() {
        isWindow = false;
    }

    /** Between the two. */
    synchronized Map<KernelEvent, Heard> heard() {
        return Map.copyOf(heard);
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        var record = new byte[RECORD_BYTES];
        boolean isLive = false;
        int overruns = 0;
        for (int i = 0; i < MOST_RECORDS && overruns < MOST_OVERRUNS && !isClosed; i++) {
            long asked = nanos.getAsLong();
            @Nullable String said = null;
            try {
                int length = records.read(record);
                if (length < 0) {
                    return;
                }
                said = new String(record, 0, length, StandardCharsets.UTF_8);
            } catch (IOException e) {
                // overwritten before it was read: the next read goes on with what is there
                overruns++;
            }
            isLive |= nanos.getAsLong() - asked >= WAITED_NANOS;
            if (isLive && said != null) {
                said.lines().forEach(this::hear);
            }
        }
        close();
    }

    private synchronized void hear(String line) {
        Optional<KernelMessage> message =
                isWindow ? KernelMessage.of(line).filter(said -> said.micros() >= oldMicros) : Optional.empty();
        Optional<KernelEvent> event = message.flatMap(KernelEvent::in);
        if (message.isPresent() && event.isPresent()) {
            heard.merge(event.get(), new Heard(message.get(), 1), (old, _) -> new Heard(old.first(), old.times() + 1));
        }
    }
}
