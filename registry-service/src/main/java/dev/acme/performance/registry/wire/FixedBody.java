package dev.acme.performance.registry.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A body whose length was announced. */
final class FixedBody implements BodySource {
    private final Lease lease;
    private long left;

    FixedBody(Lease lease, long length) {
        this.lease = lease;
        this.left = length;
    }

    @Override
    public ByteBuffer next() throws IOException {
        var buffer = lease.buffer();
        if (left > 0 && !buffer.hasRemaining()) {
            lease.refill(left);
        }
        int n = (int) Math.min(left, buffer.remaining());
        var piece = buffer.slice(buffer.position(), n);
        buffer.position(buffer.position() + n);
        left -= n;
        return piece;
    }

    /** Bytes after the end belong to no answer we asked for. */
    @Override
    public boolean leavesConnectionUsable() {
        return left == 0 && !lease.buffer().hasRemaining();
    }
}
