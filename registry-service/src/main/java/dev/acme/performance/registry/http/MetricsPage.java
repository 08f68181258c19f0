package dev.acme.performance.registry.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Metrics for Prometheus: all of them, or those samples that the query names as {@code name[]}, which costs less. */
final class MetricsPage implements Handler {
    private static final String NAMES = "name[]";

    private final Function<Set<String>, String> metrics;

    /** @param metrics the text of the samples of these names; of all where there is none */
    MetricsPage(Function<Set<String>, String> metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        var names = Set.copyOf(request.query().all(NAMES, List::of));
        response.send(metrics.apply(names).getBytes(StandardCharsets.UTF_8));
    }
}
