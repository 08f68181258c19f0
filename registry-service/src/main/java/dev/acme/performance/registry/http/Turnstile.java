package dev.acme.performance.registry.http;

import dev.acme.performance.registry.metrics.ServiceMetrics;
import io.helidon.webserver.http.Handler;

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
            long waited = gate.enter();
            try {
                metrics.queued(waited);
                request.context().get(RequestTimes.class).ifPresent(times -> times.queued(waited));
                handler.handle(request, response);
            } finally {
                gate.leave();
            }
        };
    }
}
