package dev.acme.performance.registry.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Status line and headers of an answer; header names are found whatever their case. */
record ResponseHead(int status, String reason, Map<String, List<String>> headers) {
    private static final int MOST_HEADERS = 128;
    private static final Pattern FIRST_LINE = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2})(?: (.*))?");
    /** RFC 9110, 5.6.2: what a name may consist of. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

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
            var name = lines[i].substring(0, Math.max(0, colon));
            if (!NAME.matcher(name).matches()) {
                throw new IOException("malformed header in an answer");
            }
            headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(lines[i].substring(colon + 1).strip());
        }
        var first = FIRST_LINE.matcher(lines[0]);
        if (!first.matches()) {
            throw new IOException("no HTTP/1.1 answer");
        }
        var reason = Optional.ofNullable(first.group(2)).orElse("");
        return new ResponseHead(Integer.parseInt(first.group(1)), reason, headers);
    }

    /** Whether this only announces the real answer, as 100 Continue does. */
    boolean isInterim() {
        return status < 200;
    }

    boolean closesConnection() {
        return lists("connection", "close");
    }

    boolean isChunked() {
        return lists("transfer-encoding", "chunked");
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
        if (values.size() > 1 || !LENGTH.matcher(values.getFirst()).matches()) {
            throw new IOException("content-length is no single number");
        }
        return OptionalLong.of(Long.parseLong(values.getFirst()));
    }

    private boolean lists(String lowerCaseName, String word) {
        return values(lowerCaseName).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(entry -> entry.strip().equalsIgnoreCase(word));
    }

    private List<String> values(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }
}
