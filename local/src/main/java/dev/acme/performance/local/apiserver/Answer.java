package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A whole answer to a request. */
record Answer(int code, JsonNode body, List<String> warnings) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body, List.of());
    }

    static Answer created(JsonNode body) {
        return new Answer(201, body, List.of());
    }

    static Answer of(ApiFailure failure) {
        return new Answer(failure.code(), failure.status(), List.of());
    }
}
