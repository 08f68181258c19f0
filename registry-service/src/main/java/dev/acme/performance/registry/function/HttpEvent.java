package dev.acme.performance.registry.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as a Function URL describes it (payload version 2.0).
 *
 * @param target path and query as they stand in a request line
 * @param headers by lower-case name
 * @param body its bytes as characters up to 255
 */
record HttpEvent(String method, String target, Map<String, String> headers, String body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    HttpEvent {
        headers = Map.copyOf(headers);
    }

    /** @throws IOException where it is no such event */
    static HttpEvent parse(String json) throws IOException {
        var event = JSON.readTree(json);
        var method = event.at("/requestContext/http/method").asText();
        var path = event.path("rawPath").asText();
        if (method.isEmpty() || !path.startsWith("/")) {
            throw new IOException("the event is no HTTP request of a Function URL (payload version 2.0)");
        }
        var query = event.path("rawQueryString").asText();
        var target = plain(path, "?#") + (query.isEmpty() ? "" : "?" + plain(query, "#"));
        return new HttpEvent(method, target, headers(event), body(event));
    }

    private static Map<String, String> headers(JsonNode event) {
        var headers = new TreeMap<String, String>();
        event.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        return headers;
    }

    private static String body(JsonNode event) throws IOException {
        var text = event.path("body").asText("");
        if (!event.path("isBase64Encoded").asBoolean()) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw new IOException("the event's body is no base64", e);
        }
    }

    /** What a request line cannot hold is percent-encoded: the registry then refuses it as it does from everybody. */
    private static String plain(String text, String reserved) {
        var plain = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f && reserved.indexOf(b) < 0) {
                plain.append((char) b);
            } else {
                plain.append(String.format(Locale.ROOT, "%%%02X", b));
            }
        }
        return plain.toString();
    }
}
