package dev.acme.performance.local.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.mockwebserver.http.MockResponse;

/** Puts an answer into the mock server's words. */
final class MockAnswers {
    private MockAnswers() {}

    static MockResponse of(Answer answer) {
        if (answer.body().isTextual()) {
            return text(answer.code(), answer.body().asText());
        }
        var response = response(answer.code(), "application/json").setBody(Json.bytes(answer.body()));
        answer.warnings()
                .forEach(text -> response.addHeader(
                        "Warning", "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
        return response;
    }

    static MockResponse text(int code, String text) {
        return response(code, "text/plain").setBody(text.getBytes(UTF_8));
    }

    /** Sends the client there, with the same question. */
    static MockResponse elsewhere(String location) {
        return text(307, location).setHeader("Location", location);
    }

    private static MockResponse response(int code, String type) {
        return new MockResponse().setResponseCode(code).setHeader("Content-Type", type);
    }
}
