package dev.acme.performance.registry.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.registry.deadline.Deadline;
import dev.acme.performance.registry.wire.WireBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What the registry answered: a head, and a body that is read piece by piece before a deadline. */
final class LocalAnswer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLD_START = "x-cold-start";
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "keep-alive", COLD_START);

    private final SdkHttpResponse head;
    private final WireBody body;
    private final Deadline deadline;

    LocalAnswer(SdkHttpResponse head, WireBody body, Deadline deadline) {
        this.head = head;
        this.body = body;
        this.deadline = deadline;
    }

    /** Whether the deadline has passed and everything was broken off. */
    boolean isOverdue() {
        return deadline.isExpired();
    }

    /** The next bytes, valid until the next call; empty at the end. */
    ByteBuffer next() throws IOException {
        return body.next();
    }

    /**
     * Status and headers as the http-integration-response begins with.
     *
     * @param cold whether this is the environment's first answer
     */
    byte[] prelude(boolean cold) {
        var headers = new TreeMap<String, String>();
        head.headers().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                headers.put(name, String.join(", ", values));
            }
        });
        if (cold) {
            headers.put(COLD_START, "true");
        }
        var members = new LinkedHashMap<String, Object>(
                Map.of("statusCode", head.statusCode(), "headers", headers, "cookies", List.<String>of()));
        try {
            return JSON.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        deadline.close();
        body.close();
    }
}
