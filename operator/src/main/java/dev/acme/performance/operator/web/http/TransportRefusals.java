package dev.acme.performance.operator.web.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;

/** What the web server refuses before any route sees it: with the same headers, and nothing of its own words. */
final class TransportRefusals implements DirectHandler {
    @Override
    public TransportResponse handle(
            TransportRequest request, EventType event, Status status, ServerResponseHeaders headers, String message) {
        var kind = switch (status.code()) {
            case 404 -> Problem.Kind.NOT_FOUND;
            case 405 -> Problem.Kind.METHOD_NOT_ALLOWED;
            case 413, 414, 431 -> Problem.Kind.TOO_LARGE;
            case 503 -> Problem.Kind.UNAVAILABLE;
            default -> status.code() < 500 ? Problem.Kind.BAD_REQUEST : Problem.Kind.INTERNAL;
        };
        var answer = TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        WebHeaders.ALL.forEach(header -> answer.header(header.headerName(), header.get()));
        return answer.entity(Problem.of(kind, "the request was not understood").json(status.code()))
                .keepAlive(false)
                .build();
    }
}
