package dev.acme.performance.registry.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Status line and headers of an answer; header names are found whatever their case. */
record ResponseHead(int status, String reason, Map<String, List<String>> headers) {
    private static final int MOST_HEADERS = 128;

    ResponseHead {
        headers = Map.copyOf(headers);
    }

    /**
     * Parses a head that ends with its empty line.
     *
     * @throws IOException where the other side does not speak HTTP/1.1
     */
    static ResponseHead parse(byte[] bytes) throws IOException {
        var lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        if (lines.length > MOST_HEADERS + 3) {
            throw new IOException("more than " + MOST_HEADERS + " headers in an answer");
        }
        var headers = new TreeMap<String, List<String>>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                throw new IOException("malformed header in an answer");
            }
            headers.computeIfAbsent(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(lines[i].substring(colon + 1).strip());
        }
        return new ResponseHead(status(lines[0]), reason(lines[0]), headers);
    }

    /** Whether this only announces the real answer, as 100 Continue does. */
    boolean isInterim() {
        return status < 200;
    }

    boolean closesConnection() {
        return values("connection").stream().anyMatch("close"::equalsIgnoreCase);
    }

    boolean isChunked() {
        return values("transfer-encoding").stream().anyMatch("chunked"::equalsIgnoreCase);
    }

    /**
     * The declared length of the body.
     *
     * @throws IOException where it is no single non-negative number
     */
    OptionalLong contentLength() throws IOException {
        var values = values("content-length");
        if (values.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long length = Long.parseLong(values.getFirst());
            if (values.size() == 1 && length >= 0) {
                return OptionalLong.of(length);
            }
        } catch (NumberFormatException e) {
            throw new IOException("content-length is no number", e);
        }
        throw new IOException("content-length is ambiguous");
    }

    private List<String> values(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new IOException("no HTTP/1.1 answer");
        }
        try {
            return Integer.parseInt(line.substring(9, 12));
        } catch (NumberFormatException e) {
            throw new IOException("no HTTP/1.1 answer", e);
        }
    }

    private static String reason(String line) {
        return line.length() > 13 ? line.substring(13) : "";
    }
}
