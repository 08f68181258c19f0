package dev.acme.performance.registry.wire;

import java.time.Duration;

/** The other side stayed silent for too long; not an IOException, because the SDK would ask again and double the wait. */
public final class WireTimeout extends RuntimeException {
    private static final long serialVersionUID = 1;

    WireTimeout(String phase, Duration limit, Throwable cause) {
        super("no " + phase + " within " + limit.toMillis() + " ms", cause);
    }
}
