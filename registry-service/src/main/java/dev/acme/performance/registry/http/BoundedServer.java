package dev.acme.performance.registry.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;

/** A web server with every limit it has set. */
final class BoundedServer {
    private static final int BACKLOG = 4096;
    private static final int LONGEST_FIRST_LINE = 2048;
    private static final int LARGEST_HEAD = 16 * 1024;
    /** Longer than any answer may take: our own deadlines close idle and stalled connections long before. */
    private static final Duration LAST_RESORT = Duration.ofHours(6);

    private BoundedServer() {}

    static WebServer of(ServerSettings settings, ClientConnections connections, HttpRouting.Builder routing) {
        return WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .backlog(BACKLOG)
                .maxPayloadSize(0)
                .maxInMemoryEntity(LARGEST_HEAD)
                .maxTcpConnections(settings.connections())
                .maxConcurrentRequests(settings.connections())
                .idleConnectionTimeout(LAST_RESORT)
                .shutdownGracePeriod(Duration.ofSeconds(1))
                .shutdownHook(false)
                .useNio(false)
                .writeQueueLength(0)
                .writeBufferSize(0)
                .connectionOptions(
                        new AcceptHook(SocketOptions.builder().tcpNoDelay(true).build(), connections))
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(LONGEST_FIRST_LINE)
                        .maxHeadersSize(LARGEST_HEAD)
                        .addReceiveListener(new HeadWatch(connections, settings.head()))
                        .build())
                .directHandlers(directHandlers())
                .routing(routing)
                .build();
    }

    private static DirectHandlers directHandlers() {
        var handlers = DirectHandlers.builder();
        var problems = new Problems();
        for (var event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, problems);
        }
        return handlers.build();
    }
}
