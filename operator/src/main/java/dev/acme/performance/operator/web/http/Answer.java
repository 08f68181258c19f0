package dev.acme.performance.operator.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent back. */
public sealed interface Answer extends AutoCloseable {
    String JSON = "application/json";
    String TEXT = "text/plain; charset=utf-8";

    int status();

    /** Once it is sent, or cannot be. */
    @Override
    default void close() {}

    /** All of it; whoever makes one gives the bytes away. */
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(int status, String mediaType, byte[] body, Map<String, String> headers) implements Answer {
        public Whole {
            headers = Map.copyOf(headers);
        }

        public Whole with(String header, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Whole(status, mediaType, body, more);
        }

        /** To be kept as a file, and never shown by a browser as a page of this site. */
        public Whole asFile(String name) {
            return with("Content-Disposition", "attachment; filename=\"" + name + "\"");
        }
    }

    /**
     * Piece by piece, until the writer returns.
     *
     * @param end run once, also where the writer never is
     */
    record Stream(String mediaType, Writer writer, Runnable end) implements Answer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public void close() {
            end.run();
        }
    }

    /** Writes a stream. */
    interface Writer {
        /** Writes until there is no more; throws where the client has left. */
        void write(OutputStream out) throws IOException;
    }

    static Whole json(int status, Object view) {
        return new Whole(status, JSON, Json.bytes(view), Map.of());
    }

    static Whole json(Object view) {
        return json(200, view);
    }

    static Whole text(int status, String mediaType, String text) {
        return new Whole(status, mediaType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
