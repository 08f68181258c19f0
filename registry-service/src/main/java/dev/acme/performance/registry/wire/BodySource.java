package dev.acme.performance.registry.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one body as the framing of its answer delimits them. */
sealed interface BodySource permits FixedBody, ChunkedBody, EndlessBody {
    /**
     * The next bytes of the body, as a view that is valid until the next call; empty at the end.
     *
     * @throws IOException where the body ends before its framing says so
     */
    ByteBuffer next() throws IOException;

    /** Whether a further exchange may follow on the connection, once the body has been read to its end. */
    boolean leavesConnectionUsable();
}
