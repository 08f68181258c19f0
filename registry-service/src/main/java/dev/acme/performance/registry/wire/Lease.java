package dev.acme.performance.registry.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** One exchange's hold on a connection and its buffer, given back exactly once. */
final class Lease {
    private final ConnectionPool pool;
    private final WireConnection connection;
    private final ByteBuffer buffer;
    private final WireSettings settings;
    private final AtomicBoolean returned = new AtomicBoolean();

    /** The buffer is always in reading position: what lies between its position and limit has come and is not used yet. */
    Lease(ConnectionPool pool, WireConnection connection, ByteBuffer buffer, WireSettings settings) {
        this.pool = pool;
        this.connection = connection;
        this.buffer = buffer.clear().limit(0);
        this.settings = settings;
    }

    WireConnection connection() {
        return connection;
    }

    ByteBuffer buffer() {
        return buffer;
    }

    WireSettings settings() {
        return settings;
    }

    /** Replaces what the buffer held, which must be used up, by at most this many further bytes of the body. */
    void refill(long most) throws IOException {
        buffer.clear();
        if (most < buffer.capacity()) {
            buffer.limit((int) most);
        }
        try {
            connection.read(buffer, settings.stall());
        } finally {
            buffer.flip();
        }
    }

    /**
     * Reads one head; what came after it stays in the buffer.
     *
     * @throws WireTimeout where its first byte did not come in time
     * @throws IOException where it is longer than the buffer, malformed or cut off
     */
    ResponseHead head() throws IOException {
        int scanned = 0;
        int end = HeadEnd.in(buffer, scanned);
        var limit = buffer.hasRemaining() ? settings.stall() : settings.firstByte();
        while (end < 0) {
            scanned = buffer.remaining();
            extend(limit);
            limit = settings.stall();
            end = HeadEnd.in(buffer, scanned);
        }
        var bytes = new byte[end];
        buffer.get(bytes);
        return ResponseHead.parse(bytes);
    }

    private void extend(Duration limit) throws IOException {
        buffer.compact();
        try {
            if (!buffer.hasRemaining()) {
                throw new IOException("an answer's head longer than " + buffer.capacity() + " bytes");
            }
            connection.read(buffer, limit);
        } finally {
            buffer.flip();
        }
    }

    /** The exchange is complete and its connection good for another one. */
    void release() {
        giveBack(true);
    }

    /** The exchange ends here: the connection is closed, so that nothing more is sent over it. */
    void abort() {
        giveBack(false);
    }

    private void giveBack(boolean reusable) {
        if (returned.compareAndSet(false, true)) {
            pool.giveBack(this, reusable);
        }
    }
}
