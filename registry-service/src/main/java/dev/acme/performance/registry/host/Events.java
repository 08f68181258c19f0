package dev.acme.performance.registry.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.registry.http.FrontRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request as a Function URL describes it, payload version 2.0. */
final class Events {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Events() {}

    static byte[] json(FrontRequest request) {
        var http = new LinkedHashMap<String, Object>();
        http.put("method", request.method());
        http.put("path", request.path());
        http.put("protocol", "HTTP/1.1");
        http.put("sourceIp", request.source());
        var context = new LinkedHashMap<String, Object>();
        context.put("http", http);
        context.put("stage", "$default");
        context.put("timeEpoch", Instant.now().toEpochMilli());
        var event = new LinkedHashMap<String, Object>();
        event.put("version", "2.0");
        event.put("routeKey", "$default");
        event.put("rawPath", request.path());
        event.put("rawQueryString", request.query());
        event.put("headers", Map.copyOf(request.headers()));
        event.put("requestContext", context);
        event.put("isBase64Encoded", false);
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
