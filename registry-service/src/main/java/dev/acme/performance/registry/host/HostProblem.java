package dev.acme.performance.registry.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A request that got no answer from the function: RFC 9457, with the headers that Lambda sends. */
record HostProblem(int status, String reason, String title, String detail, Map<String, String> more) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    HostProblem {
        more = Map.copyOf(more);
    }

    static HostProblem of(Throttle reason) {
        return new HostProblem(
                429,
                reason.toString(),
                "Rate Exceeded.",
                "Lambda would throttle this request",
                Map.of("x-amzn-errortype", "TooManyRequestsException", "retry-after", "1"));
    }

    static HostProblem noRoom(FleetSettings settings) {
        return new HostProblem(
                503,
                "host-memory",
                "This host's memory holds no further environment",
                "it holds " + settings.memoryHolds() + " of the " + settings.maxConcurrency()
                        + " that Lambda would run: raise compute.memory, and beyond what the host's heap holds its -Xmx",
                Map.of("retry-after", "1"));
    }

    static HostProblem failed(String type, String detail) {
        return new HostProblem(502, type, "The function failed", detail, Map.of("x-amzn-errortype", "Unhandled"));
    }

    static HostProblem timedOut(String detail) {
        return new HostProblem(504, "Sandbox.Timedout", "The function took too long", detail, Map.of());
    }

    static HostProblem tooLarge(AnswerSettings settings) {
        return new HostProblem(
                502,
                "Function.ResponseSizeTooLarge",
                "The function's answer is too large",
                "an answer that is not streamed holds at most " + settings.bufferedBytes() + " bytes",
                Map.of("x-amzn-errortype", "Function.ResponseSizeTooLarge"));
    }

    static HostProblem noBuffer() {
        return new HostProblem(
                503,
                "host-memory",
                "This host's memory holds no further answer that is not streamed",
                "others were sent for as long as an invocation may take",
                Map.of("retry-after", "1"));
    }

    byte[] json() {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "urn:acme:performance:problem:" + reason);
        members.put("title", title);
        members.put("status", status);
        members.put("reason", reason);
        members.put("detail", detail);
        try {
            return JSON.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, String> headers() {
        var headers = new TreeMap<>(more);
        headers.put("content-type", "application/problem+json");
        headers.put("cache-control", "no-store");
        headers.put("content-length", Integer.toString(json().length));
        return headers;
    }
}
