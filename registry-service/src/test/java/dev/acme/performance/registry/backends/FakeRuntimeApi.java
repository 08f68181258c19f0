package dev.acme.performance.registry.backends;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lambda's side of the Runtime API on real sockets: hands out events, and keeps whatever it is told. */
public final class FakeRuntimeApi implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final ServerSocket server;
    private final AtomicInteger numbers = new AtomicInteger();
    private final BlockingQueue<Work> work = new LinkedBlockingQueue<>();
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private FakeRuntimeApi(ServerSocket server) {
        this.server = server;
    }

    private record Work(String id, Instant deadline, String event) {}

    /**
     * One request of the runtime that was no question for work.
     *
     * @param body its bytes as characters up to 255
     * @param trailers by lower-case name
     */
    public record Told(String path, Map<String, String> headers, String body, Map<String, String> trailers) {
        public Told {
            headers = Map.copyOf(headers);
            trailers = Map.copyOf(trailers);
        }

        /** What stands before the eight zeros. */
        public String prelude() {
            return body.substring(0, body.indexOf("\0\0\0\0\0\0\0\0"));
        }

        /** What stands behind them. */
        public byte[] content() {
            return body.substring(body.indexOf("\0\0\0\0\0\0\0\0") + 8).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    public static FakeRuntimeApi start() {
        try {
            var api = new FakeRuntimeApi(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(api::accept);
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Hands out an event; the answer to it, or whatever else the runtime says next. */
    public Told invoke(String event, Instant deadline) throws InterruptedException {
        work.add(new Work("r-" + numbers.incrementAndGet(), deadline, event));
        return told();
    }

    /** A plain request as an event. */
    public Told invoke(String method, String path, String query, String headers) throws InterruptedException {
        return invoke(event(method, path, query, headers), Instant.now().plusSeconds(30));
    }

    public static String event(String method, String path, String query, String headers) {
        return """
                {"version":"2.0","rawPath":"%s","rawQueryString":"%s","headers":{%s},
                 "requestContext":{"http":{"method":"%s"}},"isBase64Encoded":false}""".formatted(path, query, headers, method);
    }

    /** What the runtime says next. */
    public Told told() throws InterruptedException {
        var next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("the runtime said nothing");
        }
        return next;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes everything, as the end of a host does. */
    public void vanish() {
        close();
        for (var socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            while (!server.isClosed()) {
                answer(line(in).split(" ", -1), in, socket);
            }
        } catch (IOException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String[] first, InputStream in, Socket socket) throws IOException, InterruptedException {
        var headers = fields(in);
        if (first[1].endsWith("/invocation/next")) {
            var next = work.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new IOException("no more work");
            }
            var event = next.event().getBytes(StandardCharsets.UTF_8);
            send(
                    socket,
                    "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: " + next.id()
                            + "\r\nLambda-Runtime-Deadline-Ms: "
                            + next.deadline().toEpochMilli()
                            + "\r\nContent-Length: " + event.length + "\r\n\r\n",
                    event);
            return;
        }
        var body = new ByteArrayOutputStream();
        var trailers = new HashMap<String, String>();
        if (headers.containsKey("transfer-encoding")) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            trailers.putAll(fields(in));
        } else {
            body.write(in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))));
        }
        send(socket, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", new byte[0]);
        told.add(new Told(first[1], headers, body.toString(StandardCharsets.ISO_8859_1), trailers));
    }

    private static void send(Socket socket, String head, byte[] body) throws IOException {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
    }

    private static Map<String, String> fields(InputStream in) throws IOException {
        var fields = new HashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return fields;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
