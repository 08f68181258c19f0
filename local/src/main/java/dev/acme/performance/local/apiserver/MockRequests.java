package dev.acme.performance.local.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the mock server recorded. */
final class MockRequests {
    /** What a kube-apiserver takes at most. */
    static final int MOST_BODY_BYTES = 3 * 1024 * 1024;

    private MockRequests() {}

    /** {@code path} is what is asked for, without what tells who asks. */
    static ApiRequest read(RecordedRequest recorded, String path) {
        var uri = uri(recorded.getPath());
        String method = Optional.ofNullable(recorded.method()).map(Enum::name).orElse("");
        String mediaType = Optional.ofNullable(recorded.getHeader("Content-Type"))
                .orElse("")
                .replaceFirst(";.*", "")
                .strip();
        String accept = Optional.ofNullable(recorded.getHeader("Accept")).orElse("");
        return new ApiRequest(method, path, query(uri), mediaType, accept, body(recorded));
    }

    static URI uri(String path) {
        try {
            return new URI("http://localhost" + path);
        } catch (URISyntaxException e) {
            throw ApiFailure.badRequest("invalid path: " + e.getMessage());
        }
    }

    private static String body(RecordedRequest recorded) {
        if (recorded.getBody().size() > MOST_BODY_BYTES) {
            throw ApiFailure.of(ApiFailure.Reason.TOO_LARGE, "Request entity too large: limit is " + MOST_BODY_BYTES);
        }
        return new String(recorded.getBody().getBytes(), UTF_8);
    }

    private static Query query(URI uri) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters
                    .computeIfAbsent(URLDecoder.decode(name, UTF_8), _ -> new ArrayList<>())
                    .add(URLDecoder.decode(value, UTF_8));
        }
        return new Query(parameters);
    }
}
