package dev.acme.performance.operator.web.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What the web server refuses before any route sees it: with the same headers, and nothing of its own words. */
final class TransportRefusals implements DirectHandler {
    /** The web server's words for a head beyond its limit, which it calls a bad request. */
    private static final String LARGE_HEAD = "Header size exceeded";

    private static final Status HEAD_TOO_LARGE = Status.create(431, "Request Header Fields Too Large");

    /** Of a server that is full: what fills it has a minute at most. */
    private static final int RETRY_SECONDS = 5;

    private final IntConsumer unread;

    /** @param unread told the status of each refusal that is a client's fault */
    TransportRefusals(IntConsumer unread) {
        this.unread = unread;
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        var told = LARGE_HEAD.equals(message) ? HEAD_TOO_LARGE : status;
        var kind = switch (told.code()) {
            case 404 -> Problem.Kind.NOT_FOUND;
            case 405 -> Problem.Kind.METHOD_NOT_ALLOWED;
            case 413, 414, 431 -> Problem.Kind.TOO_LARGE;
            case 500 -> Problem.Kind.INTERNAL;
            case 503 -> Problem.Kind.UNAVAILABLE;
            default -> Problem.Kind.BAD_REQUEST;
        };
        if (kind != Problem.Kind.INTERNAL) {
            unread.accept(told.code());
        }
        var answer = TransportResponse.builder()
                .status(told)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        WebHeaders.ALL.forEach(header -> answer.header(header.headerName(), header.get()));
        if (kind == Problem.Kind.UNAVAILABLE) {
            answer.header(HeaderNames.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
        }
        return answer.entity(Problem.of(kind, detail(kind)).json(told.code()))
                .keepAlive(false)
                .build();
    }

    private static String detail(Problem.Kind kind) {
        return kind == Problem.Kind.UNAVAILABLE
                ? "as many requests are under way as this replica takes"
                : "the request was not understood";
    }
}
