package dev.acme.performance.registry.host;

import java.util.concurrent.atomic.AtomicBoolean;

/** A request's turn on an environment, which ends exactly once. */
final class Turn {
    private final Runnable end;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Turn(Runnable end) {
        this.end = end;
    }

    boolean isOpen() {
        return open.get();
    }

    void ends() {
        if (open.compareAndSet(true, false)) {
            end.run();
        }
    }
}
