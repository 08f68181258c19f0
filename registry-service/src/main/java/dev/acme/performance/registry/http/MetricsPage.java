package dev.acme.performance.registry.http;

import dev.acme.performance.registry.metrics.ServiceMetrics;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/** All metrics for Prometheus. */
final class MetricsPage implements Handler {
    private final ServiceMetrics metrics;

    MetricsPage(ServiceMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        response.send(metrics.text().getBytes(StandardCharsets.UTF_8));
    }
}
