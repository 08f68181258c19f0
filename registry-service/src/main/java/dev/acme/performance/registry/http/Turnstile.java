package dev.acme.performance.registry.http;

import dev.acme.performance.registry.metrics.ServiceMetrics;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;

/** Puts the gate before a handler and measures the wait. */
final class Turnstile {
    private final Gate gate;
    private final ServiceMetrics metrics;

    Turnstile(Gate gate, ServiceMetrics metrics) {
        this.gate = gate;
        this.metrics = metrics;
    }

    Handler before(Handler handler) {
        return (request, response) -> {
            enter(request);
            try {
                handler.handle(request, response);
            } finally {
                gate.leave();
            }
        };
    }

    /** A wait that ended in a refusal was a wait too. */
    private void enter(ServerRequest request) {
        long start = System.nanoTime();
        try {
            gate.enter();
        } finally {
            long waited = System.nanoTime() - start;
            metrics.queued(waited);
            request.context().get(RequestTimes.class).ifPresent(times -> times.queued(waited));
        }
    }
}
