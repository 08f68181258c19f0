package dev.acme.performance.registry.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Refuses every request that carries a body: none is read here, and an unread one would be taken for the next request. */
final class NoBody implements Handler {
    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var headers = request.headers();
        boolean hasBody = headers.contains(HeaderNames.TRANSFER_ENCODING)
                || headers.contentLength().orElse(0) != 0;
        if (hasBody) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            throw new Refusal(Problem.BODY_NOT_ALLOWED, "no request needs one");
        }
        response.next();
    }
}
