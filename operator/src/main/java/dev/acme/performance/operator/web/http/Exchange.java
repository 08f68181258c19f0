package dev.acme.performance.operator.web.http;

import dev.acme.performance.operator.web.http.ClientSocket.Stage;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer, whatever it failed with; every answer has the headers of {@link WebHeaders}. */
final class Exchange implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final ClientSockets sockets;
    private final Limits limits;
    private final Function<Incoming, Answer> front;

    Exchange(ClientSockets sockets, Limits limits, Function<Incoming, Answer> front) {
        this.sockets = sockets;
        this.limits = limits;
        this.front = front;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var address = request.remotePeer().address();
        var incoming = new Incoming(request, limits, sockets);
        if (!incoming.hasBody()) {
            sockets.enter(address, Stage.ANSWER);
        }
        try {
            var answer = answer(incoming);
            sockets.enter(address, Stage.ANSWER);
            try (var _ = answer) {
                send(incoming, response, address, answer);
            }
            if (incoming.isLast()) {
                sockets.lastWord(address);
            }
        } finally {
            sockets.enter(address, Stage.IDLE);
        }
    }

    private Answer answer(Incoming incoming) {
        try {
            return front.apply(incoming);
        } catch (Refusal refusal) {
            return of(refusal.problem());
        } catch (RuntimeException e) {
            LOG.error("request failed method={}", incoming.method(), e);
            return of(Problem.of(Problem.Kind.INTERNAL, "the log of the operator tells more"));
        }
    }

    private static Answer of(Problem problem) {
        int status = problem.kind().status();
        var answer = new Answer.Whole(status, Problem.MEDIA_TYPE, problem.json(status), Map.of());
        var timed = problem.retryAfterSeconds().isPresent()
                ? answer.with(
                        "Retry-After",
                        Integer.toString(problem.retryAfterSeconds().getAsInt()))
                : answer;
        return problem.kind() == Problem.Kind.UNAUTHENTICATED ? timed.with("WWW-Authenticate", "Bearer") : timed;
    }

    private void send(Incoming incoming, ServerResponse response, SocketAddress address, Answer answer) {
        response.status(Status.create(answer.status()));
        WebHeaders.ALL.forEach(response::header);
        if (!(answer instanceof Answer.Whole whole && whole.headers().containsKey("Cache-Control"))) {
            response.header(WebHeaders.NO_STORE);
        }
        if (incoming.isLast()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        switch (answer) {
            case Answer.Whole whole -> {
                response.header(HeaderNames.CONTENT_TYPE, whole.mediaType());
                whole.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
                response.send(whole.body());
            }
            case Answer.Stream stream -> {
                response.header(HeaderNames.CONTENT_TYPE, stream.mediaType());
                stream(response, address, stream.writer());
            }
        }
    }

    private void stream(ServerResponse response, SocketAddress address, Answer.Writer writer) {
        try (var out = new Watched(response.outputStream(), address)) {
            writer.write(out);
        } catch (IOException e) {
            LOG.debug("a client left its stream", e);
        }
    }

    /** Gives the client a fixed time to take each piece. */
    private final class Watched extends FilterOutputStream {
        private final SocketAddress address;

        Watched(OutputStream out, SocketAddress address) {
            super(out);
            this.address = address;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            sockets.enter(address, Stage.ANSWER);
            out.write(bytes, from, length);
        }
    }
}
