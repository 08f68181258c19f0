package dev.acme.performance.registry.wire;

import dev.acme.performance.registry.backends.ScriptedServer;
import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.tls.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A client and the scripted server that it talks to. */
final class Wire implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(300);

    private final int port;
    private final Optional<ScriptedServer> server;
    private final Deadlines deadlines = new Deadlines();
    private final WireHttpClient client;

    Wire(WireSettings settings, ScriptedServer server) {
        this(settings, server.port(), Optional.of(server));
    }

    /** To a port at which nobody listens. */
    Wire(WireSettings settings, int port) {
        this(settings, port, Optional.empty());
    }

    private Wire(WireSettings settings, int port, Optional<ScriptedServer> server) {
        this.port = port;
        this.server = server;
        this.client = new WireHttpClient(settings, deadlines);
    }

    static Wire to(ScriptedServer server) {
        return new Wire(settings(4, LONG, LONG, LONG), server);
    }

    static WireSettings settings(int connections, Duration acquire, Duration firstByte, Duration stall) {
        return new WireSettings(connections, acquire, LONG, firstByte, stall, LONG, 16 << 10, Trust.ofTheJdk());
    }

    WireHttpClient client() {
        return client;
    }

    ExecutableHttpRequest prepare(SdkHttpMethod method, String path) {
        return client.prepareRequest(HttpExecuteRequest.builder()
                .request(request(method, path).build())
                .build());
    }

    HttpExecuteResponse get(String path) throws IOException {
        return prepare(SdkHttpMethod.GET, path).call();
    }

    HttpExecuteResponse put(String path, String content) throws IOException {
        var bytes = content.getBytes(StandardCharsets.US_ASCII);
        var head = request(SdkHttpMethod.PUT, path)
                .putHeader("Content-Length", Integer.toString(bytes.length))
                .putHeader("Expect", "100-continue")
                .build();
        return client.prepareRequest(HttpExecuteRequest.builder()
                        .request(head)
                        .contentStreamProvider(() -> new ByteArrayInputStream(bytes))
                        .build())
                .call();
    }

    /** All of an answer's body as text. */
    static String text(HttpExecuteResponse response) throws IOException {
        try (var body = response.responseBody().orElseThrow()) {
            return new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private SdkHttpRequest.Builder request(SdkHttpMethod method, String path) {
        return SdkHttpRequest.builder()
                .method(method)
                .protocol("http")
                .host("127.0.0.1")
                .port(port)
                .encodedPath(path);
    }

    @Override
    public void close() {
        client.close();
        deadlines.close();
        server.ifPresent(ScriptedServer::close);
    }
}
