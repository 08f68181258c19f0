package dev.acme.performance.registry.wire;

import java.time.Duration;

/** No connection of the pool came free in time; not retried, because the wait was the retry. */
public final class PoolExhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    PoolExhausted(int connections, Duration waited) {
        super("none of " + connections + " connections came free within " + waited.toMillis() + " ms");
    }
}
