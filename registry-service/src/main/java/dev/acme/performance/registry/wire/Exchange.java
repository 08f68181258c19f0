package dev.acme.performance.registry.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one call through the SDK measured on the wire, and its body; owned by the thread that makes the call. */
public final class Exchange {
    /** Bound by the caller around its call, since the SDK hands neither timings nor bodies through. */
    public static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

    private long poolWaitNanos;
    private long firstByteNanos;
    private @Nullable WireBody body;

    /** Time spent waiting for a connection of the pool, all attempts together. */
    public long poolWaitNanos() {
        return poolWaitNanos;
    }

    /** From the request's last byte to the answer's first, of the last attempt. */
    public long firstByteNanos() {
        return firstByteNanos;
    }

    /** The body of the last attempt's answer. */
    public Optional<WireBody> body() {
        return Optional.ofNullable(body);
    }

    void waited(long nanos) {
        poolWaitNanos += nanos;
    }

    void answered(long nanos) {
        firstByteNanos = nanos;
    }

    void carries(WireBody newBody) {
        body = newBody;
    }
}
