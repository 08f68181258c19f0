package dev.acme.performance.operator.web.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Gives a client a fixed time for its request's head, and after it one for the body. */
final class HeadWatch implements Http1ConnectionListener {
    private final ClientSockets sockets;

    HeadWatch(ClientSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        if (!sockets.enter(context.remotePeer().address(), ClientSocket.Stage.HEAD)) {
            throw new CloseConnectionException("what follows the last request is none");
        }
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        sockets.enter(context.remotePeer().address(), ClientSocket.Stage.BODY);
    }
}
