package dev.acme.performance.registry.http;

import dev.acme.performance.registry.deadline.Deadlines;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The registry's web server with all its limits, before a function: it answers probes and scrapes, and passes the rest on. */
public final class FunctionFront implements AutoCloseable {
    private final ServerSettings settings;
    private final FrontHandler handler;
    private final MetricsPage metrics;
    private final Supplier<Optional<String>> obstacle;
    private final ClientConnections connections;
    private final WebServer server;

    /**
     * Builds the server; {@link #start} opens its port.
     *
     * @param metrics the text of the samples of these names; of all where there is none
     * @param obstacle why nothing can be answered now, where that is so
     */
    public FunctionFront(
            ServerSettings settings,
            Deadlines deadlines,
            FrontHandler handler,
            Function<Set<String>, String> metrics,
            Supplier<Optional<String>> obstacle) {
        this.settings = settings;
        this.handler = handler;
        this.metrics = new MetricsPage(metrics);
        this.obstacle = obstacle;
        this.connections = new ClientConnections(deadlines, settings.idle());
        var routing = HttpRouting.builder()
                .addFilter(this::watch)
                .any(new NoBody())
                .get("/health/live", (_, response) -> up(response))
                .get("/health/ready", this::ready)
                .get("/metrics", this.metrics)
                .any(this::pass);
        new Problems().register(routing);
        this.server = BoundedServer.of(settings, connections, routing);
    }

    public int port() {
        return server.port();
    }

    /** Opens the port; false where that failed. */
    public boolean start() {
        return server.start().isRunning();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void watch(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        try {
            chain.proceed();
        } finally {
            connections.of(request).ifPresent(connection -> connection.expectWithin(settings.idle()));
        }
    }

    private void pass(ServerRequest request, ServerResponse response) {
        refuseWhereStopping();
        var client = connections.of(request).orElseThrow(() -> new CloseConnectionException("the client has left"));
        var headers = new TreeMap<String, String>();
        request.headers().forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.values()));
        var prologue = request.prologue();
        handler.handle(
                new FrontRequest(
                        prologue.method().text(),
                        prologue.uriPath().rawPath(),
                        prologue.query().rawValue(),
                        headers,
                        request.remotePeer().host()),
                new FrontAnswer(prologue.method(), response, client, settings.stall()));
    }

    private void ready(ServerRequest request, ServerResponse response) {
        refuseWhereStopping();
        up(response);
    }

    private void refuseWhereStopping() {
        obstacle.get().ifPresent(why -> {
            throw new Refusal(Problem.STOPPING, why);
        });
    }

    private static void up(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send("{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8));
    }
}
