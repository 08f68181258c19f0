package dev.acme.performance.loadgen.http;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.exchange.LoadProfile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The bytes of the one request that every client sends again and again. */
public final class RequestBytes {
    private static final String CRLF = "\r\n";

    private final byte[] bytes;

    private RequestBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Throws {@link BadProfile} for a method that would break the framing of requests. */
    public static RequestBytes of(LoadProfile profile, Target target) {
        if (profile.method().equals("CONNECT")) {
            throw new BadProfile(List.of("method: CONNECT opens a tunnel and measures no answer"));
        }
        byte[] body = profile.body() == null ? new byte[0] : profile.body().getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(256)
                .append(profile.method())
                .append(' ')
                .append(target.basePath())
                .append(profile.path())
                .append(" HTTP/1.1")
                .append(CRLF);
        defaults(profile.headers(), target, head);
        for (Map.Entry<String, String> header : profile.headers().entrySet()) {
            field(header.getKey(), header.getValue(), head);
        }
        if (profile.body() != null) {
            field("Content-Length", Integer.toString(body.length), head);
        }
        return new RequestBytes(joined(head.append(CRLF).toString().getBytes(StandardCharsets.US_ASCII), body));
    }

    /** A copy outside the heap, ready to be written. */
    public ByteBuffer direct() {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static void defaults(Map<String, String> given, Target target, StringBuilder head) {
        if (!names(given, "host")) {
            field("Host", target.hostHeader(), head);
        }
        if (!names(given, "user-agent")) {
            field("User-Agent", "loadgen-job", head);
        }
        if (!names(given, "accept")) {
            field("Accept", "*/*", head);
        }
    }

    private static boolean names(Map<String, String> headers, String lower) {
        for (String name : headers.keySet()) {
            if (name.toLowerCase(Locale.ROOT).equals(lower)) {
                return true;
            }
        }
        return false;
    }

    private static void field(String name, String value, StringBuilder head) {
        head.append(name).append(": ").append(value).append(CRLF);
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] bytes = new byte[head.length + body.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(body, 0, bytes, head.length, body.length);
        return bytes;
    }
}
