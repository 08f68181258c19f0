package dev.acme.performance.operator.web.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** A web server with every limit it has set, in front of one function that answers everything. */
public final class BoundedServer implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int LONGEST_FIRST_LINE = 4_096;
    private static final int LARGEST_HEAD = 16 * 1_024;
    /** Our own deadlines close idle and slow connections long before. */
    private static final Duration LAST_RESORT = Duration.ofHours(1);

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ClientSockets sockets;
    private final WebServer server;

    private BoundedServer(ClientSockets sockets, WebServer server) {
        this.sockets = sockets;
        this.server = server;
    }

    /**
     * Starts at once; {@code port} 0 takes any free one.
     *
     * @param unread told the status of each request that {@code front} never sees
     */
    public static BoundedServer start(
            String host, int port, Limits limits, Function<Incoming, Answer> front, IntConsumer unread) {
        var sockets = new ClientSockets(limits, unread);
        var http = Http1Config.builder()
                .maxPrologueLength(LONGEST_FIRST_LINE)
                .maxHeadersSize(LARGEST_HEAD)
                .addReceiveListener(new HeadWatch(sockets))
                .build();
        try {
            var server = WebServer.builder()
                    .host(host)
                    .port(port)
                    .backlog(BACKLOG)
                    .useNio(false)
                    // the bound is that of the sockets; one that leaves holds its place until its thread has ended
                    .maxTcpConnections(2 * limits.connections())
                    .maxConcurrentRequests(limits.connections())
                    .maxPayloadSize(limits.bodyBytes())
                    .maxInMemoryEntity(limits.bodyBytes())
                    .idleConnectionTimeout(LAST_RESORT)
                    .shutdownGracePeriod(GRACE)
                    .shutdownHook(false)
                    .writeQueueLength(0)
                    .connectionOptions(new AcceptHook(
                            SocketOptions.builder().tcpNoDelay(true).build(), sockets))
                    .addProtocol(http)
                    // with a second one, whatever is neither would be closed without an answer
                    .protocolsDiscoverServices(false)
                    .directHandlers(directHandlers(unread))
                    // told to the handlers, which send nothing of it
                    .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                    .routing(HttpRouting.builder().any(new Exchange(sockets, limits, front)))
                    .build()
                    .start();
            return new BoundedServer(sockets, server);
        } catch (RuntimeException e) {
            sockets.close();
            throw e;
        }
    }

    private static DirectHandlers directHandlers(IntConsumer unread) {
        var handlers = DirectHandlers.builder();
        var refusals = new TransportRefusals(unread);
        for (var event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, refusals);
        }
        return handlers.build();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        sockets.close();
    }
}
