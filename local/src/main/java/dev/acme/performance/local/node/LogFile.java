package dev.acme.performance.local.node;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one run of a container printed: every piece of a line with its time, as the container runtimes write it.
 *
 * <p>Bounded: when the file is full it becomes the older half and a new one begins; a third file counts the bytes that fell
 * off the end.
 */
final class LogFile implements Closeable {
    /** Of each of the two halves. */
    static final long MOST_BYTES = 8L * 1024 * 1024;

    private static final int LONGEST_PIECE = 16 * 1024;
    private static final byte[] WHOLE = " F ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PART = " P ".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final long mostBytes;
    private final InstantSource clock;
    private final byte[] line = new byte[LONGEST_PIECE];
    private final ReentrantLock lock = new ReentrantLock();
    private OutputStream out;
    private int length;
    private long written;
    private long dropped;

    LogFile(Path file, long mostBytes, InstantSource clock) throws IOException {
        this.file = file;
        this.mostBytes = mostBytes;
        this.clock = clock;
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    Path file() {
        return file;
    }

    /** Where the half before the last one is. */
    static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".older");
    }

    /** Where it is written how many bytes are gone. */
    static Path cut(Path file) {
        return file.resolveSibling(file.getFileName() + ".cut");
    }

    /** Takes what was printed, cut anywhere. */
    void append(byte[] bytes, int count) throws IOException {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                if (bytes[i] == '\n') {
                    write(WHOLE);
                } else {
                    line[length++] = bytes[i];
                    if (length == LONGEST_PIECE) {
                        write(PART);
                    }
                }
            }
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] kind) throws IOException {
        byte[] time = clock.instant().toString().getBytes(StandardCharsets.US_ASCII);
        int size = time.length + kind.length + length + 1;
        if (written + size > mostBytes) {
            turnOver();
        }
        out.write(time);
        out.write(kind);
        out.write(line, 0, length);
        out.write('\n');
        written += size;
        length = 0;
    }

    private void turnOver() throws IOException {
        out.close();
        Path older = older(file);
        if (Files.exists(older)) {
            dropped += Files.size(older);
            Files.writeString(cut(file), Long.toString(dropped));
        }
        Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
        out = new BufferedOutputStream(Files.newOutputStream(file));
        written = 0;
    }

    /** Ends a line that was not ended. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (length > 0) {
                write(WHOLE);
            }
            out.close();
        } finally {
            lock.unlock();
        }
    }
}
