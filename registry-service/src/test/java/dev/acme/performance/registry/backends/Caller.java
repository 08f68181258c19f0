package dev.acme.performance.registry.backends;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One connection of a scripted server: requests are read as they come, answers are sent as raw as the script wants. */
public final class Caller {
    private final Socket socket;
    private final InputStream in;

    Caller(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * One request.
     *
     * @param line its first line
     * @param headers by lower-case name
     */
    public record Request(String line, Map<String, String> headers, String body) {
        public Request {
            headers = Map.copyOf(headers);
        }

        public String method() {
            return line.substring(0, line.indexOf(' '));
        }

        public String target() {
            return line.split(" ", -1)[1];
        }

        public Optional<String> header(String lowerCaseName) {
            return Optional.ofNullable(headers.get(lowerCaseName));
        }
    }

    /** The next request, or nothing once the client has closed. */
    public Optional<Request> next() throws IOException {
        var first = line();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var headers = new HashMap<String, String>();
        for (var line = line(); line.isPresent() && !line.get().isEmpty(); line = line()) {
            var text = line.get();
            int colon = text.indexOf(':');
            headers.put(
                    text.substring(0, colon).toLowerCase(Locale.ROOT),
                    text.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return Optional.of(
                new Request(first.get(), headers, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1)));
    }

    public Caller send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Caller send(byte[] bytes) throws IOException {
        return send(bytes, 0, bytes.length);
    }

    public Caller send(byte[] bytes, int offset, int length) throws IOException {
        socket.getOutputStream().write(bytes, offset, length);
        return this;
    }

    /** Ends the connection, as a server does that has had enough. */
    public void close() throws IOException {
        socket.close();
    }

    /** Waits until the client has closed, or sends more; whether it has closed. */
    public boolean isClosedByClient() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private Optional<String> line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return Optional.empty();
            }
            line.write(c);
        }
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
    }
}
