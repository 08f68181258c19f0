package dev.acme.performance.registry.function;

import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.tls.Trust;
import dev.acme.performance.registry.wire.Exchange;
import dev.acme.performance.registry.wire.WireHttpClient;
import dev.acme.performance.registry.wire.WireSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The registry's own server in this process, asked over loopback: what it answers is what {@code serve} answers. */
public final class LocalRegistry implements AutoCloseable {
    private static final int PIECE = 256 << 10;
    /** Of an invocation; its own deadline comes first. */
    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** Shorter than the server keeps a connection. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final Set<String> METHODS =
            Set.copyOf(Arrays.stream(SdkHttpMethod.values()).map(Enum::name).toList());
    /** What belongs to a connection, not to a request. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "host",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "expect");

    private final int port;
    private final Deadlines deadlines;
    private final WireHttpClient http;

    public LocalRegistry(int port, Deadlines deadlines) {
        this.port = port;
        this.deadlines = deadlines;
        this.http = new WireHttpClient(
                new WireSettings(1, LONGEST, LONGEST, LONGEST, LONGEST, IDLE, PIECE, Trust.ofTheJdk()), deadlines);
    }

    /**
     * Asks; the answer's body is read afterwards, until the deadline.
     *
     * @throws IOException where there is no answer by the deadline
     */
    LocalAnswer ask(HttpEvent event, Instant deadline) throws IOException {
        var exchange = new Exchange();
        var call = ScopedValue.where(Exchange.CURRENT, exchange).call(() -> call(event));
        var watch = deadlines.watch(call::abort);
        watch.within(Duration.between(Instant.now(), deadline));
        try {
            var answer = call.call();
            var body = exchange.body().orElseThrow(() -> new IOException("an answer without a body"));
            return new LocalAnswer(answer.httpResponse(), body, watch);
        } catch (IOException | RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /** The registry serves neither what the client cannot send nor what stands for it, and says the same of both. */
    private static SdkHttpMethod method(HttpEvent event) {
        return METHODS.contains(event.method()) ? SdkHttpMethod.valueOf(event.method()) : SdkHttpMethod.DELETE;
    }

    private ExecutableHttpRequest call(HttpEvent event) {
        var request = SdkHttpRequest.builder()
                .method(method(event))
                .protocol("http")
                .host("127.0.0.1")
                .port(port)
                .encodedPath(event.target());
        event.headers().forEach((name, value) -> {
            if (!HOP_BY_HOP.contains(name) && value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                request.putHeader(name, value);
            }
        });
        var execute = HttpExecuteRequest.builder();
        var body = event.body().getBytes(StandardCharsets.ISO_8859_1);
        if (body.length > 0) {
            request.putHeader("content-length", Integer.toString(body.length));
            execute.contentStreamProvider(() -> new ByteArrayInputStream(body));
        }
        return http.prepareRequest(execute.request(request.build()).build());
    }

    @Override
    public void close() {
        http.close();
    }
}
