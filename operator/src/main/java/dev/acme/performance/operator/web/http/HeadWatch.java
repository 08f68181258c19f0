package dev.acme.performance.operator.web.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Gives a client a fixed time for its request's head, and after it one for the body. */
final class HeadWatch implements Http1ConnectionListener {
    private final ClientSockets sockets;
    private final Limits limits;

    HeadWatch(ClientSockets sockets, Limits limits) {
        this.sockets = sockets;
        this.limits = limits;
    }

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        sockets.within(context.remotePeer().address(), limits.head());
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        sockets.within(context.remotePeer().address(), limits.body());
    }
}
