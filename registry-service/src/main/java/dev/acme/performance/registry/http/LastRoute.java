package dev.acme.performance.registry.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Set;

/** Refuses what no route has taken. */
final class LastRoute implements Handler {
    private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD);

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        if (!READING.contains(request.prologue().method())) {
            response.header(HeaderNames.ALLOW, "GET, HEAD");
            throw new Refusal(Problem.METHOD_NOT_ALLOWED, "nothing can be changed here");
        }
        throw new Refusal(Problem.NO_SUCH_ROUTE, "see /performance/models");
    }
}
