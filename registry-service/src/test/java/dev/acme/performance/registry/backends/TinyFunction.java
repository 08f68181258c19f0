package dev.acme.performance.registry.backends;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The smallest custom runtime there can be, to try the host's rules on: {@code /slow} is never answered, {@code /crash} ends the
 * process, {@code /cut} and {@code /cut-late} break off after 2 bytes or 1 MB, {@code /deadline} answers until when the host waits
 * and since when the process runs, milliseconds; everything else is 200. {@code TINY_INIT} says how it starts: {@code fail} tells
 * an error, {@code hang} waits, {@code hang-unless:FILE} waits where the file is not there, and makes it,
 * {@code hang-where:FILE} waits where it is there.
 */
public final class TinyFunction {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final int LONGEST_SECONDS = 60;
    private static final int LARGE = 2_000_000;
    private static final String BROKEN = "Lambda-Runtime-Function-Error-Type: Tiny.Broken\r\n";

    private final Socket socket;
    private final BufferedReader in;
    private String event = "";

    private TinyFunction(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    public static void main(String[] arguments) throws Exception {
        var api = URI.create("http://" + System.getenv("AWS_LAMBDA_RUNTIME_API"));
        try (var socket = new Socket(api.getHost(), api.getPort())) {
            var function = new TinyFunction(socket);
            function.initialise(System.getenv().getOrDefault("TINY_INIT", ""));
            while (true) {
                function.handle();
            }
        }
    }

    private void initialise(String how) throws IOException, InterruptedException {
        if (how.equals("fail")) {
            var json = "{\"errorType\":\"Tiny.Broken\",\"errorMessage\":\"it does not start\"}";
            post("init/error", "Content-Length: " + json.length() + "\r\n\r\n" + json);
            hang();
        }
        if (how.equals("hang")) {
            hang();
        }
        if (how.startsWith("hang-where:") && Files.exists(Path.of(how.substring("hang-where:".length())))) {
            hang();
        }
        if (how.startsWith("hang-unless:")) {
            var file = Path.of(how.substring("hang-unless:".length()));
            if (!Files.exists(file)) {
                Files.createFile(file);
                hang();
            }
        }
    }

    private void handle() throws IOException, InterruptedException {
        send("GET " + ROOT + "invocation/next HTTP/1.1\r\nHost: tiny\r\n\r\n");
        var asked = head();
        var id = asked.getOrDefault("lambda-runtime-aws-request-id", "");
        if (event.contains("\"rawPath\":\"/slow\"")) {
            hang();
        }
        if (event.contains("\"rawPath\":\"/crash\"")) {
            Runtime.getRuntime().halt(3);
        }
        if (event.contains("\"rawPath\":\"/cut\"")) {
            answer(id, LARGE, "ok", BROKEN);
        } else if (event.contains("\"rawPath\":\"/cut-late\"")) {
            answer(id, LARGE, "x".repeat(LARGE / 2), BROKEN);
        } else if (event.contains("\"rawPath\":\"/deadline\"")) {
            var told = asked.get("lambda-runtime-deadline-ms") + " "
                    + ManagementFactory.getRuntimeMXBean().getStartTime();
            answer(id, told.length(), told, "");
        } else {
            answer(id, 2, "ok", "");
        }
    }

    private void answer(String id, int length, String body, String trailers) throws IOException {
        var all = "{\"statusCode\":200,\"headers\":{\"content-length\":\"" + length + "\"}}\0\0\0\0\0\0\0\0" + body;
        post(
                "invocation/" + id + "/response",
                "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(all.length()) + "\r\n" + all + "\r\n0\r\n"
                        + trailers + "\r\n");
    }

    private void post(String path, String rest) throws IOException {
        send("POST " + ROOT + path + " HTTP/1.1\r\nHost: tiny\r\n" + rest);
        head();
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Header fields by lower-case name; the body is kept. */
    private Map<String, String> head() throws IOException {
        var fields = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var parts = line.split(": ", 2);
            fields.put(parts[0].toLowerCase(Locale.ROOT), parts.length < 2 ? "" : parts[1]);
        }
        var body = new char[Integer.parseInt(fields.getOrDefault("content-length", "0"))];
        for (int read = 0; read < body.length; ) {
            read += Math.max(0, in.read(body, read, body.length - read));
        }
        event = new String(body);
        return fields;
    }

    private String line() throws IOException {
        var line = in.readLine();
        if (line == null) {
            System.exit(0);
            throw new IOException("closed");
        }
        return line;
    }

    private static void hang() throws InterruptedException {
        var _ = new CountDownLatch(1).await(LONGEST_SECONDS, TimeUnit.SECONDS);
    }
}
