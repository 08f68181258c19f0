package dev.acme.performance.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;

/** A problem as RFC 9457 writes it; the reason is repeated as the member that clients switch on. */
final class ProblemJson {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemJson() {}

    /** @param status the answer's code, which is the problem's own but for the web server's own refusals */
    static byte[] bytes(Problem problem, int status, String detail) {
        var reason = problem.word();
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "urn:acme:performance:problem:" + reason);
        members.put("title", problem.title());
        members.put("status", status);
        members.put("reason", reason);
        members.put("detail", detail);
        try {
            return JSON.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
