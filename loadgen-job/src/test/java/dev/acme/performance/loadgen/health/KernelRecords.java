package dev.acme.performance.loadgen.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A kernel's log by its rules, on a clock of its own: a read gives one record, after the time that it was waited for. */
final class KernelRecords extends InputStream {
    private static final String OVERWRITTEN = "overwritten";
    private static final String END = "end";

    private final AtomicLong clock;
    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final AtomicInteger added = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    KernelRecords(AtomicLong clock) {
        this.clock = clock;
    }

    private record Entry(String record, long waitedNanos) {}

    void logged(String record, long waitedNanos) {
        add(new Entry(record, waitedNanos));
    }

    void overwritten() {
        add(new Entry(OVERWRITTEN, 0));
    }

    private void add(Entry entry) {
        added.incrementAndGet();
        entries.add(entry);
    }

    /** Whether the reader has had all and asks for more. */
    boolean isRead() {
        return asked.get() > added.get();
    }

    boolean isClosed() {
        return isClosed.get();
    }

    @Override
    public int read() {
        throw new IllegalStateException("a record is read whole");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Entry next = next();
        clock.addAndGet(next.waitedNanos);
        if (next.record.equals(OVERWRITTEN)) {
            throw new IOException("Broken pipe");
        }
        if (next.record.equals(END)) {
            throw new IOException("Bad file descriptor");
        }
        byte[] bytes = next.record.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, target, offset, bytes.length);
        return bytes.length;
    }

    private Entry next() throws IOException {
        try {
            asked.incrementAndGet();
            return entries.take();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        isClosed.set(true);
        add(new Entry(END, 0));
    }
}
