package dev.acme.performance.registry.function;

import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.tls.Trust;
import dev.acme.performance.registry.wire.WireHttpClient;
import dev.acme.performance.registry.wire.WireSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A client of the AWS Lambda Runtime API, version 2018-06-01. */
public final class RuntimeApi implements AutoCloseable {
    /** Of the first question for work: how long the handler's initialisation took, milliseconds. Nobody has to read it. */
    public static final String INIT_HEADER = "Performance-Handler-Init-Ms";

    static final String ROOT = "/2018-06-01/runtime/";
    /** An environment without work is frozen, so nothing but its host knows how long it waits. */
    private static final Duration LONGEST_IDLE = Duration.ofHours(24);

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration STALL = Duration.ofSeconds(60);
    private static final int PIECE = 16 << 10;
    /** A payload is at most 6 MB (docs/aws.md); base64 and quotes make no more than twice of it. */
    private static final int LARGEST_EVENT = 12 << 20;

    private final InetSocketAddress address;
    private final Deadlines deadlines;
    private final WireHttpClient http;
    private final AtomicBoolean asked = new AtomicBoolean();

    /** @param address as {@code AWS_LAMBDA_RUNTIME_API} names it */
    public RuntimeApi(InetSocketAddress address, Deadlines deadlines) {
        this.address = address;
        this.deadlines = deadlines;
        this.http = new WireHttpClient(
                new WireSettings(1, CONNECT, CONNECT, LONGEST_IDLE, STALL, LONGEST_IDLE, PIECE, Trust.ofTheJdk()),
                deadlines);
    }

    /**
     * Waits for work.
     *
     * @param init how long the handler's initialisation took
     * @throws IOException where the API is gone, or hands out no work
     */
    Invocation next(Duration init) throws IOException {
        var request = request(SdkHttpMethod.GET, "invocation/next");
        if (asked.compareAndSet(false, true)) {
            request.putHeader(INIT_HEADER, Long.toString(init.toMillis()));
        }
        var answer = call(request.build(), new byte[0]);
        var head = answer.httpResponse();
        try (var body = answer.responseBody().orElseThrow(() -> new IOException("work without an event"))) {
            if (head.statusCode() != 200) {
                throw new IOException("the Runtime API answered " + head.statusCode());
            }
            var id = header(head, "Lambda-Runtime-Aws-Request-Id");
            var deadline = Instant.ofEpochMilli(Long.parseLong(header(head, "Lambda-Runtime-Deadline-Ms")));
            return new Invocation(id, deadline, event(body));
        } catch (NumberFormatException e) {
            throw new IOException("a deadline that is no number", e);
        }
    }

    /** All of it, whatever it is: what cannot be understood is the invocation's failure, not the API's. */
    private static String event(InputStream body) throws IOException {
        var event = body.readNBytes(LARGEST_EVENT + 1);
        if (event.length > LARGEST_EVENT) {
            throw new IOException("an event of more than " + LARGEST_EVENT + " bytes");
        }
        return new String(event, StandardCharsets.UTF_8);
    }

    /** Begins a streamed answer. */
    ResponseStream respond(String id) throws IOException {
        return ResponseStream.open(address, ROOT + "invocation/" + id + "/response", deadlines, STALL);
    }

    /** Tells that an invocation has failed before its answer began. */
    void failed(String id, FunctionError error) throws IOException {
        tell("invocation/" + id + "/error", error);
    }

    /** Tells that there will be no invocation, because the handler could not be initialised. */
    public void initFailed(FunctionError error) throws IOException {
        tell("init/error", error);
    }

    private void tell(String path, FunctionError error) throws IOException {
        var json = error.json();
        var request = request(SdkHttpMethod.POST, path)
                .putHeader(FunctionError.HEADER, error.type())
                .putHeader("Content-Type", "application/vnd.aws.lambda.error+json")
                .putHeader("Content-Length", Integer.toString(json.length))
                .build();
        var answer = call(request, json);
        try (var body = answer.responseBody().orElseThrow(() -> new IOException("no answer"))) {
            body.skipNBytes(body.available());
        }
        if (answer.httpResponse().statusCode() / 100 != 2) {
            throw new IOException(
                    "the Runtime API answered " + answer.httpResponse().statusCode() + " to an error");
        }
    }

    private HttpExecuteResponse call(SdkHttpRequest request, byte[] content) throws IOException {
        var execute = HttpExecuteRequest.builder().request(request);
        if (content.length > 0) {
            execute.contentStreamProvider(() -> new ByteArrayInputStream(content));
        }
        return http.prepareRequest(execute.build()).call();
    }

    private SdkHttpRequest.Builder request(SdkHttpMethod method, String path) {
        return SdkHttpRequest.builder()
                .method(method)
                .protocol("http")
                .host(address.getHostString())
                .port(address.getPort())
                .encodedPath(ROOT + path);
    }

    private static String header(SdkHttpResponse head, String name) throws IOException {
        return head.firstMatchingHeader(name).orElseThrow(() -> new IOException("work without " + name));
    }

    @Override
    public void close() {
        http.close();
    }
}
