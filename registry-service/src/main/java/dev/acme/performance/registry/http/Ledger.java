package dev.acme.performance.registry.http;

import dev.acme.performance.registry.metrics.ServiceMetrics;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Accounts for each request: its times in the answer's head, its code and duration in the metrics. */
final class Ledger implements Filter {
    private static final HeaderName SERVER_TIMING = HeaderNames.create("Server-Timing");
    private static final HeaderName COLD_START = HeaderNames.create("X-Cold-Start");

    private final ServiceMetrics metrics;
    private final ClientConnections connections;
    private final Duration idle;
    private final AtomicBoolean cold = new AtomicBoolean(true);

    Ledger(ServiceMetrics metrics, ClientConnections connections, Duration idle) {
        this.metrics = metrics;
        this.connections = connections;
        this.idle = idle;
    }

    /** What a first answer has to do first was done before it. */
    void markWarm() {
        cold.set(false);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long start = System.nanoTime();
        var times = new RequestTimes();
        request.context().register(times);
        boolean counted = isCounted(request.prologue().uriPath().rawPath());
        boolean first = counted && cold.compareAndSet(true, false);
        response.beforeSend(() -> {
            response.header(SERVER_TIMING, times.serverTiming());
            if (first) {
                response.header(COLD_START, "true");
            }
        });
        try {
            chain.proceed();
        } finally {
            connections.of(request).ifPresent(connection -> connection.expectWithin(idle));
            if (counted) {
                metrics.answered(times.countedAs(response.status().code()), System.nanoTime() - start, times.phases());
                times.problem().ifPresent(problem -> metrics.refused(problem.word()));
            }
        }
    }

    /** Probes and scrapes are no requests anybody waits for. */
    private static boolean isCounted(String path) {
        return !path.startsWith("/health") && !path.equals("/metrics");
    }
}
