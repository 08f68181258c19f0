package dev.acme.performance.registry.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import software.amazon.awssdk.core.sync.RequestBody;

/** Holds a known number of bytes and no more. */
final class FixedBuffer extends OutputStream {
    static final String ZIP = "application/zip";

    private final byte[] bytes;
    private int count;

    FixedBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (length > room()) {
            throw new IOException("more than the " + bytes.length + " bytes announced");
        }
        System.arraycopy(source, offset, bytes, count, length);
        count += length;
    }

    int room() {
        return bytes.length - count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** What was written so far, to be sent as often as the SDK tries; valid until the next write. */
    RequestBody content() {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, count), count, ZIP);
    }

    void reset() {
        count = 0;
    }
}
