package dev.acme.performance.registry.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import software.amazon.awssdk.http.Abortable;

/**
 * An answer's body: a stream for the SDK, and pieces of the connection's own buffer for whoever sends them on. Closing it
 * early closes the connection instead of draining it.
 */
public final class WireBody extends InputStream implements Abortable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Lease lease;
    private final BodySource source;
    private final boolean keepAlive;
    private ByteBuffer piece = NOTHING;
    private boolean ended;

    WireBody(Lease lease, BodySource source, boolean keepAlive) {
        this.lease = lease;
        this.source = source;
        this.keepAlive = keepAlive;
    }

    /**
     * The next bytes, in the connection's own buffer: valid until the next call, empty at the end.
     *
     * @throws EOFException where the storage closed before the body's end
     * @throws IOException where the connection broke otherwise
     * @throws WireTimeout where the storage stalled
     */
    public ByteBuffer next() throws IOException {
        var next = advance() ? piece : NOTHING;
        piece = NOTHING;
        return next;
    }

    @Override
    public int read() throws IOException {
        return advance() ? piece.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int n = Math.min(length, piece.remaining());
        piece.get(target, offset, n);
        return n;
    }

    @Override
    public void close() {
        abort();
    }

    @Override
    public void abort() {
        ended = true;
        piece = NOTHING;
        lease.abort();
    }

    /** Makes sure that the current piece has bytes; at the end the connection goes back to the pool at once. */
    private boolean advance() throws IOException {
        if (piece.hasRemaining()) {
            return true;
        }
        if (ended) {
            return false;
        }
        piece = source.next();
        if (piece.hasRemaining()) {
            return true;
        }
        ended = true;
        if (keepAlive && source.leavesConnectionUsable()) {
            lease.release();
        } else {
            lease.abort();
        }
        return false;
    }
}
