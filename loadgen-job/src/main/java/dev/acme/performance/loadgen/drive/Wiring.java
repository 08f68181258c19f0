package dev.acme.performance.loadgen.drive;

import java.nio.ByteBuffer;
import java.nio.channels.Selector;

/** What one thread uses in all its phases: nothing of it is shared with another thread. */
record Wiring(
        Selector selector,
        Dialer dialer,
        ByteBuffer request,
        ByteBuffer buffer,
        HopAddresses hops,
        Spread spread,
        long timeoutNanos) {
    /** Large enough that reading costs little by the byte, small enough to stay in the second-level cache (docs/adr/0004). */
    static final int BUFFER_BYTES = 256 * 1024;

    /** The same with other places to go to. */
    Wiring to(Spread others) {
        return new Wiring(selector, dialer, request, buffer, hops, others, timeoutNanos);
    }

    /** What is sent on that connection. */
    ByteBuffer requestOf(Connection connection) {
        Hop hop = connection.client().hop();
        return connection.isSecond() && hop != null ? hop.request() : request;
    }
}
