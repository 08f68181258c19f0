package dev.acme.performance.registry.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;

/** Gives a client a fixed time for its request's head, whose lines the web server would await for ever. */
final class HeadWatch implements Http1ConnectionListener {
    private final ClientConnections connections;
    private final Duration limit;

    HeadWatch(ClientConnections connections, Duration limit) {
        this.connections = connections;
        this.limit = limit;
    }

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        connections.of(context.remotePeer().address()).ifPresent(connection -> connection.expectWithin(limit));
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        connections.of(context.remotePeer().address()).ifPresent(ClientConnection::expectNothing);
    }
}
