package dev.acme.performance.local.apiserver;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Answers that go on: watches, over WebSocket or as lines, and logs. */
final class Streams {
    private final ObjectApi api;
    private final InstantSource clock;
    private volatile PodLogs logs = PodLogs.NONE;

    Streams(ObjectApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    void keepLogs(PodLogs keeper) {
        logs = keeper;
    }

    /** One HTTP exchange under way. */
    record Exchange(Request request, Response response, Callback callback) {
        boolean asksForWebSocket() {
            return "websocket"
                    .equalsIgnoreCase(Optional.ofNullable(request.getHeaders().get(HttpHeader.UPGRADE))
                            .orElse(""));
        }
    }

    void start(Target target, Query query, Exchange exchange) throws IOException {
        if (target.subresource().equals("log")) {
            writeLog(LogRequest.read(target, query, clock.instant()), exchange);
            return;
        }
        var watch = new Watch(api, target, query, clock.instant());
        if (exchange.asksForWebSocket()) {
            upgrade(watch, exchange);
        } else {
            writeLines(watch, exchange);
        }
    }

    private void upgrade(Watch watch, Exchange exchange) {
        var container = ServerWebSocketContainer.get(exchange.request().getContext());
        boolean isUpgraded = container != null
                && container.upgrade(
                        (request, response, callback) -> new WebSocketWatch(watch, clock),
                        exchange.request(),
                        exchange.response(),
                        exchange.callback());
        if (!isUpgraded) {
            throw ApiFailure.badRequest("the upgrade to a WebSocket failed");
        }
    }

    private void writeLines(Watch watch, Exchange exchange) throws IOException {
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        stream(exchange, out -> {
            boolean hasFailed = false;
            while (!hasFailed && !watch.isOver(clock.instant())) {
                for (var event : watch.next(clock.instant())) {
                    out.write(event.bytes());
                    out.write('\n');
                    hasFailed |= event.type().equals(WatchEvent.ERROR);
                }
                out.flush();
            }
        });
    }

    private void writeLog(LogRequest wanted, Exchange exchange) throws IOException {
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        stream(exchange, out -> logs.write(wanted, out));
    }

    /** Streams for as long as the reader reads. */
    private static void stream(Exchange exchange, Body body) throws IOException {
        var request = exchange.request();
        request.addIdleTimeoutListener(timeout -> false);
        var reader = Thread.currentThread();
        request.addFailureListener(failure -> reader.interrupt());
        var out = Content.Sink.asOutputStream(exchange.response());
        try {
            body.write(out);
            out.close();
            exchange.callback().succeeded();
        } catch (IOException e) {
            exchange.callback().failed(e);
        } catch (InterruptedException e) {
            exchange.callback().failed(e);
            Thread.currentThread().interrupt();
        }
    }

    /** What a stream consists of. */
    @FunctionalInterface
    private interface Body {
        void write(OutputStream out) throws IOException, InterruptedException;
    }
}
