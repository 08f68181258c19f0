package dev.acme.performance.registry.wire;

import java.nio.ByteBuffer;

/** Finds the empty line that ends a head. */
final class HeadEnd {
    private static final byte[] MARK = {'\r', '\n', '\r', '\n'};

    private HeadEnd() {}

    /** Length of the head with its empty line, or -1 where it has not come whole; the first bytes were scanned before. */
    static int in(ByteBuffer buffer, int scanned) {
        int matched = 0;
        int from = Math.max(0, scanned - MARK.length + 1);
        for (int i = from; i < buffer.remaining(); i++) {
            byte b = buffer.get(buffer.position() + i);
            if (b == MARK[matched]) {
                matched++;
            } else {
                matched = b == '\r' ? 1 : 0;
            }
            if (matched == MARK.length) {
                return i + 1;
            }
        }
        return -1;
    }
}
