package dev.acme.performance.registry.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/** Whether the process lives, and whether it can serve. */
final class Health implements HttpService {
    private final Readiness readiness;

    Health(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/live", this::live).get("/ready", this::ready);
    }

    private void live(ServerRequest request, ServerResponse response) {
        up(response);
    }

    private void ready(ServerRequest request, ServerResponse response) {
        readiness.obstacle().ifPresent(obstacle -> {
            throw new Refusal(Problem.NOT_READY, obstacle);
        });
        up(response);
    }

    private static void up(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send("{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8));
    }
}
