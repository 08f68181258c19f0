package dev.acme.performance.local.apiserver;

import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.BoundedServer;
import dev.acme.performance.operator.web.http.Incoming;
import dev.acme.performance.operator.web.http.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Watches as kubectl wants them, one event a line as they come. The mock server sends a body only when it has all of it, so it
 * leads whoever asks for a watch without a WebSocket to this second port, which opens when the first one does.
 */
final class WatchStreams implements AutoCloseable {
    static final int MOST = 64;
    private static final Duration BRIEF = Duration.ofSeconds(10);
    /** A line comes at least every second {@link Watch#SILENCE}. */
    private static final Limits LIMITS =
            new Limits(2 * MOST, BRIEF, BRIEF, Watch.SILENCE.multipliedBy(3), BRIEF, 1_024);

    private static final byte[] LINE_END = {'\n'};

    private final ObjectApi api;
    private final Gate gate;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(MOST);
    private @Nullable BoundedServer server;
    private boolean isClosed;

    WatchStreams(ObjectApi api, Gate gate, InstantSource clock) {
        this.api = api;
        this.gate = gate;
        this.clock = clock;
    }

    /** Where the answer to {@code path}, with its parameters, is to be had. */
    synchronized String location(String path) {
        if (isClosed) {
            throw ApiFailure.of(ApiFailure.Reason.INTERNAL, "the server is being stopped");
        }
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        var started = server == null ? BoundedServer.start(host, 0, LIMITS, this::answer, _ -> {}) : server;
        server = started;
        return gate.addressed("http://" + host + ":" + started.port(), path);
    }

    private Answer answer(Incoming incoming) {
        try {
            incoming.checkHead();
            var caller =
                    Caller.of(incoming.path(), incoming.header("Authorization").orElse(""));
            var query = new Query(incoming.query().parameters());
            String accept = incoming.header("Accept").orElse("");
            var request = new ApiRequest(incoming.method(), caller.path(), query, "", accept, "");
            if (gate.route(caller) instanceof Route.Objects(var target) && ObjectRequests.isWatch(target, request)) {
                // one user has all of this machine, and no share of the connections to keep for others
                incoming.comesFromUser(UUID.randomUUID().toString());
                return stream(target, request);
            }
            throw ApiFailure.unknownResource();
        } catch (ApiFailure failure) {
            return Answer.json(failure.code(), failure.status());
        }
    }

    private Answer stream(Target target, ApiRequest request) {
        var watch = new Watch(api, target, request.query(), clock.instant());
        var view = TableView.asked(target, request.accept())
                .map(table -> (UnaryOperator<WatchEvent>) event -> event.as(table, clock.instant()))
                .orElse(UnaryOperator.identity());
        if (!free.tryAcquire()) {
            throw ApiFailure.of(
                    ApiFailure.Reason.TOO_MANY_REQUESTS, "%d watches are open, which is the most".formatted(MOST));
        }
        return new Answer.Stream(Answer.JSON, out -> send(watch, view, out), free::release);
    }

    /** An empty line, which is no event, says at the beginning that the watch stands, and in silence that it still does. */
    private void send(Watch watch, UnaryOperator<WatchEvent> view, OutputStream out) throws IOException {
        tell(List.of(), out);
        var told = clock.instant();
        try {
            while (!watch.isOver(clock.instant())) {
                var events = watch.next(clock.instant());
                var now = clock.instant();
                // a change of what is not selected ends a wait, too
                if (!events.isEmpty() || !now.isBefore(told.plus(Watch.SILENCE))) {
                    tell(events.stream().map(view).toList(), out);
                    told = now;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(List<WatchEvent> events, OutputStream out) throws IOException {
        for (var event : events) {
            out.write(event.bytes());
            out.write(LINE_END);
        }
        if (events.isEmpty()) {
            out.write(LINE_END);
        }
        out.flush();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (server != null) {
            server.close();
        }
    }
}
