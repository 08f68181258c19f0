package dev.acme.performance.registry.http;

import dev.acme.performance.registry.storage.PieceSink;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;

/** An answer that somebody else has made, on its way to one client. */
public final class FrontAnswer {
    private static final byte[] NOTHING = {};

    private final Method method;
    private final ServerResponse response;
    private final ClientConnection client;
    private final Duration stall;

    FrontAnswer(Method method, ServerResponse response, ClientConnection client, Duration stall) {
        this.method = method;
        this.response = response;
        this.client = client;
        this.stall = stall;
    }

    /** Writes the bytes that the answer's Content-Length has promised. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes them.
         *
         * @throws IOException where it breaks off; the connection is then closed, so that the client sees it
         */
        void writeTo(PieceSink client) throws IOException;
    }

    /**
     * Sends it.
     *
     * @param headers by lower-case name, Content-Length among them
     */
    public void send(int status, Map<String, String> headers, Body body) {
        response.status(Status.create(status));
        headers.forEach((name, value) -> response.header(HeaderNames.create(name), value));
        boolean bodyless = method.equals(Method.HEAD) || status == 204 || status == 304;
        if (bodyless || "0".equals(headers.get("content-length"))) {
            response.send();
            return;
        }
        if (!headers.containsKey("content-length")) {
            throw new Refusal(Problem.INTERNAL, "the function's answer has no length");
        }
        try (OutputStream out = response.outputStream()) {
            out.write(NOTHING, 0, 0);
            body.writeTo(piece -> client.write(piece, stall));
        } catch (IOException e) {
            throw new CloseConnectionException("the answer broke off", e);
        }
    }
}
