package dev.acme.performance.local.node;

import dev.acme.performance.local.apiserver.LogRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;

/** Writes the part of a log that was asked for. */
final class LogReader {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final LogRequest wanted;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ArrayDeque<LogLines.Line> tail = new ArrayDeque<>();
    private final LogLines lines = new LogLines();
    private long bytesLeft;
    private final boolean isTailing;

    LogReader(LogRequest wanted, OutputStream out) {
        this.wanted = wanted;
        this.out = out;
        this.isTailing = wanted.tailLines() >= 0;
        this.bytesLeft = wanted.limitBytes() < 0 ? Long.MAX_VALUE : wanted.limitBytes();
    }

    /** Of a run that has ended, or as far as it has come. */
    void read(Path file) throws IOException {
        readOlder(file);
        try (var in = Files.newInputStream(file)) {
            readAll(in);
        }
        writeTail();
    }

    private void readOlder(Path file) throws IOException {
        if (Files.exists(LogFile.cut(file))) {
            String dropped = Files.readString(LogFile.cut(file));
            write("[log cut: " + dropped + " earlier bytes are gone]\n");
        }
        if (Files.exists(LogFile.older(file))) {
            try (var in = Files.newInputStream(LogFile.older(file))) {
                readAll(in);
            }
        }
    }

    private void readAll(InputStream in) throws IOException {
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            for (var line : lines.take(buffer, count)) {
                take(line);
            }
        }
    }

    private void take(LogLines.Line line) throws IOException {
        if (line.time().isBefore(wanted.since())) {
            return;
        }
        if (!isTailing) {
            write(line);
            return;
        }
        tail.addLast(line);
        if (tail.size() > wanted.tailLines()) {
            tail.removeFirst();
        }
    }

    private void writeTail() throws IOException {
        for (var line : tail) {
            write(line);
        }
        tail.clear();
        out.flush();
    }

    private void write(LogLines.Line line) throws IOException {
        write((wanted.hasTimestamps() ? line.time() + " " : "") + line.content() + "\n");
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int count = (int) Math.min(bytes.length, bytesLeft);
        out.write(bytes, 0, count);
        bytesLeft -= count;
    }
}
