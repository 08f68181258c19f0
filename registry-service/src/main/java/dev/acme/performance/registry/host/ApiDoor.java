package dev.acme.performance.registry.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.registry.function.RuntimeApi;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Runtime API of one environment, on a port of loopback of its own.
 *
 * <p>A virtual thread that is interrupted while it waits for a socket closes it; so one interruption ends those that wait for
 * work, for the environment or for the reader of an answer, and each closes its connection as it leaves.
 */
final class ApiDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiDoor.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final int LARGEST_ERROR = 256 * 1024;
    private static final int LARGEST_PRELUDE = 64 * 1024;
    private static final int SEPARATOR = 8;
    private static final int BACKLOG = 8;
    /** Heads and chunk sizes; an answer's bytes go past it. */
    static final int BUFFER = 8 * 1024;
    /** Longer than any invocation may take. */
    private static final long LONGEST_SECONDS = 1000;

    private final ServerSocket server;
    private final ExecutorService threads;
    private final Work work;

    /** What the environment's other side does with what the environment says. */
    interface Work {
        /** The environment asks for work; waits until there is some. */
        Call next(long handlerInitMillis) throws InterruptedException;

        /** The invocation that the environment has in hand. */
        Call current(String id) throws IOException;

        void initFailed(String type, String message);
    }

    ApiDoor(Work work) throws IOException {
        this.work = work;
        this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("runtime-api-" + server.getLocalPort() + "-", 0)
                .factory());
        threads.execute(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                LOG.trace("closed", e);
                return;
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        try {
            threads.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
            socket.close();
            throw new IOException("closed meanwhile", e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var reader = new HeadReader(new BufferedInputStream(socket.getInputStream(), BUFFER));
            while (!server.isClosed()) {
                answer(reader, socket);
            }
        } catch (IOException e) {
            LOG.trace("connection ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HeadReader reader, Socket socket) throws IOException, InterruptedException {
        var first = reader.line().split(" ", 3);
        var fields = reader.fields();
        var path = first.length == 3 && first[1].startsWith(ROOT) ? first[1].substring(ROOT.length()) : "";
        var parts = path.split("/", 3);
        var step = parts.length == 3 ? parts[0] + "/*/" + parts[2] : path;
        switch (first[0] + " " + step) {
            case "GET invocation/next" -> next(fields, socket);
            case "POST invocation/*/response" -> response(parts[1], fields, reader, socket);
            case "POST invocation/*/error" -> {
                var error = error(fields, reader);
                work.current(parts[1]).reply().complete(new Reply.Failed(error.type(), error.message()));
                accepted(socket);
            }
            case "POST init/error" -> {
                var error = error(fields, reader);
                work.initFailed(error.type(), error.message());
                accepted(socket);
            }
            default -> throw new IOException("no such call: " + first[0] + " " + path);
        }
    }

    private void next(Map<String, String> fields, Socket socket) throws IOException, InterruptedException {
        var init = fields.getOrDefault(RuntimeApi.INIT_HEADER.toLowerCase(java.util.Locale.ROOT), "0");
        var call = work.next(number(init));
        var event = call.event();
        var head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: " + call.id()
                + "\r\nLambda-Runtime-Deadline-Ms: " + call.deadline().toEpochMilli() + "\r\nContent-Length: "
                + event.length + "\r\n\r\n";
        send(socket, head, event);
    }

    private void response(String id, Map<String, String> fields, HeadReader reader, Socket socket)
            throws IOException, InterruptedException {
        var call = work.current(id);
        if (!"chunked".equalsIgnoreCase(fields.get("transfer-encoding"))) {
            call.reply().complete(new Reply.Failed("Runtime.InvalidResponse", "the answer is not streamed"));
            throw new IOException("not streamed");
        }
        var body = new ChunkedInput(reader);
        var prelude = prelude(body);
        var headers = new TreeMap<String, String>();
        prelude.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        call.reply().complete(new Reply.Streamed(prelude.path("statusCode").asInt(), headers, body));
        if (!call.read().await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("nobody read the answer");
        }
        accepted(socket);
    }

    private static JsonNode prelude(InputStream body) throws IOException {
        var json = new ByteArrayOutputStream();
        for (int zeros = 0; zeros < SEPARATOR; ) {
            int b = body.read();
            if (b < 0 || json.size() > LARGEST_PRELUDE) {
                throw new IOException("an answer without its prelude");
            }
            json.write(b);
            zeros = b == 0 ? zeros + 1 : 0;
        }
        return JSON.readTree(json.toByteArray(), 0, json.size() - SEPARATOR);
    }

    private static Reply.Failed error(Map<String, String> fields, HeadReader reader) throws IOException {
        long length = number(fields.getOrDefault("content-length", "0"));
        if (length > LARGEST_ERROR) {
            throw new IOException("an error of " + length + " bytes");
        }
        var json = JSON.readTree(reader.stream().readNBytes((int) length));
        return new Reply.Failed(
                json.path("errorType").asText("Unhandled"),
                json.path("errorMessage").asText());
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("no number", e);
        }
    }

    private static void accepted(Socket socket) throws IOException {
        send(
                socket,
                "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n",
                "{\"status\":\"OK\"}".getBytes(StandardCharsets.US_ASCII));
    }

    private static void send(Socket socket, String head, byte[] body) throws IOException {
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body);
        socket.getOutputStream().write(all.toByteArray());
    }

    /** Ends every thread and connection with it, also in the middle of an answer. */
    @Override
    public void close() throws IOException {
        var _ = threads.shutdownNow();
        server.close();
    }
}
