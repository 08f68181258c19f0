package dev.acme.performance.operator.ops;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** {@code /livez}, {@code /readyz} and {@code /metrics}; every limit of the web server is set. */
public final class OpsServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_BODY = 1_024;
    private static final int MAX_HEADERS = 16_384;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final WebServer server;
    private final CollectorRegistry registry;
    private final BooleanSupplier isAlive;
    private final BooleanSupplier isReady;

    private OpsServer(
            String host, int port, CollectorRegistry registry, BooleanSupplier isAlive, BooleanSupplier isReady) {
        this.registry = registry;
        this.isAlive = isAlive;
        this.isReady = isReady;
        this.server = WebServer.builder()
                .host(host)
                .port(port)
                .useNio(false)
                .maxTcpConnections(MAX_CONNECTIONS)
                .maxConcurrentRequests(MAX_CONNECTIONS)
                .maxPayloadSize(MAX_BODY)
                .idleConnectionTimeout(IDLE)
                .addProtocol(Http1Config.builder().maxHeadersSize(MAX_HEADERS).build())
                .shutdownHook(false)
                .connectionOptions(options -> options.readTimeout(IDLE))
                .routing(routing -> routing.get("/livez", this::live)
                        .get("/readyz", this::ready)
                        .get("/metrics", this::metrics))
                .build()
                .start();
    }

    /** Starts at once; {@code port} 0 takes any free one. */
    public static OpsServer start(
            String host, int port, CollectorRegistry registry, BooleanSupplier isAlive, BooleanSupplier isReady) {
        return new OpsServer(host, port, registry, isAlive, isReady);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void live(ServerRequest request, ServerResponse response) {
        answer(response, isAlive.getAsBoolean());
    }

    private void ready(ServerRequest request, ServerResponse response) {
        answer(response, isReady.getAsBoolean());
    }

    private static void answer(ServerResponse response, boolean isWell) {
        response.status(isWell ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503).send(isWell ? "ok\n" : "not ok\n");
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        var text = new StringWriter();
        try {
            TextFormat.write004(text, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        response.headers().contentType(MediaTypes.TEXT_PLAIN);
        response.send(text.toString());
    }
}
