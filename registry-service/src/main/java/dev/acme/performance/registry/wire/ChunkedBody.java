package dev.acme.performance.registry.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A body in chunks (RFC 9112, 7.1); extensions and trailers are skipped. */
final class ChunkedBody implements BodySource {
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_TRAILERS = 64;

    private final Lease lease;
    private long leftInChunk;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(Lease lease) {
        this.lease = lease;
    }

    @Override
    public ByteBuffer next() throws IOException {
        if (leftInChunk == 0 && !ended) {
            nextChunk();
        }
        var buffer = lease.buffer();
        if (leftInChunk > 0 && !buffer.hasRemaining()) {
            lease.refill(buffer.capacity());
        }
        int n = (int) Math.min(leftInChunk, buffer.remaining());
        var piece = buffer.slice(buffer.position(), n);
        buffer.position(buffer.position() + n);
        leftInChunk -= n;
        return piece;
    }

    @Override
    public boolean leavesConnectionUsable() {
        return ended && !lease.buffer().hasRemaining();
    }

    private void nextChunk() throws IOException {
        if (!first && !line().isEmpty()) {
            throw new IOException("chunk without its end");
        }
        first = false;
        leftInChunk = size(line());
        if (leftInChunk == 0) {
            skipTrailers();
            ended = true;
        }
    }

    private void skipTrailers() throws IOException {
        for (int i = 0; !line().isEmpty(); i++) {
            if (i == MOST_TRAILERS) {
                throw new IOException("too many trailers");
            }
        }
    }

    private static long size(String line) throws IOException {
        int end = line.indexOf(';');
        try {
            long size = Long.parseLong((end < 0 ? line : line.substring(0, end)).strip(), 16);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new IOException("malformed chunk size", e);
        }
        throw new IOException("malformed chunk size");
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = octet(); c != '\n'; c = octet()) {
            if (line.length() == LONGEST_LINE) {
                throw new IOException("line too long in a chunked body");
            }
            line.append((char) c);
        }
        int end = line.length() - 1;
        if (end < 0 || line.charAt(end) != '\r') {
            throw new IOException("line without carriage return in a chunked body");
        }
        return line.substring(0, end);
    }

    private int octet() throws IOException {
        var buffer = lease.buffer();
        if (!buffer.hasRemaining()) {
            lease.refill(buffer.capacity());
        }
        return buffer.get() & 0xff;
    }
}
