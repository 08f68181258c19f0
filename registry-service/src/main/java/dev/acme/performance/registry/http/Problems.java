package dev.acme.performance.registry.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a request failed with into an answer, ours and the web server's own alike. */
final class Problems implements DirectHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    void register(HttpRouting.Builder routing) {
        routing.error(Refusal.class, Problems::refuse)
                .error(
                        HttpException.class,
                        (request, response, e) ->
                                send(request, response, of(e.status().code()), e.status()))
                .error(RuntimeException.class, this::failed);
    }

    /** What the web server refuses before any route sees it. */
    @Override
    public TransportResponse handle(
            TransportRequest request, EventType event, Status status, ServerResponseHeaders headers, String message) {
        var problem = of(status.code());
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, ProblemJson.MEDIA_TYPE)
                .entity(ProblemJson.bytes(problem, status.code(), problem.title()))
                .keepAlive(false)
                .build();
    }

    private static void refuse(ServerRequest request, ServerResponse response, Refusal refusal) {
        var problem = refusal.problem();
        if (problem.isTransient()) {
            response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        send(request, response, problem, problem.status(), refusal.detail());
    }

    private void failed(ServerRequest request, ServerResponse response, RuntimeException e) {
        LOG.error("request failed path={}", request.prologue().uriPath().rawPath(), e);
        send(request, response, Problem.INTERNAL, Problem.INTERNAL.status());
    }

    private static void send(ServerRequest request, ServerResponse response, Problem problem, Status status) {
        send(request, response, problem, status, problem.title());
    }

    private static void send(
            ServerRequest request, ServerResponse response, Problem problem, Status status, String detail) {
        request.context().get(RequestTimes.class).ifPresent(times -> times.failed(problem));
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(ProblemJson.bytes(problem, status.code(), detail));
    }

    private static Problem of(int code) {
        return switch (code) {
            case 404 -> Problem.NO_SUCH_ROUTE;
            case 405 -> Problem.METHOD_NOT_ALLOWED;
            case 413 -> Problem.BODY_NOT_ALLOWED;
            default -> code < 500 ? Problem.BAD_REQUEST : Problem.INTERNAL;
        };
    }
}
