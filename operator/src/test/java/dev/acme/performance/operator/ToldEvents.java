package dev.acme.performance.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.HttpURLConnection;
import java.util.regex.Pattern;

/** Answers for the Events of one object, which the mock cannot select: there is one of each. */
final class ToldEvents extends KubernetesCrudDispatcher {
    private static final Pattern EVENTS =
            Pattern.compile(".*/events\\?fieldSelector=involvedObject.uid%3D([-\\w]+)&.*");
    private static final String ONE = """
            {"apiVersion": "v1", "kind": "EventList", "metadata": {}, "items": [{
              "apiVersion": "v1", "kind": "Event", "metadata": {"name": "e"}, "involvedObject": {"uid": "%s"},
              "reason": "%s", "message": %s, "lastTimestamp": "2026-01-01T12:00:01Z"}]}
            """;

    private final String reason;
    private final String message;

    ToldEvents(String reason, String message) {
        this.reason = reason;
        this.message = JsonNodeFactory.instance.textNode(message).toString();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        var events = EVENTS.matcher(request.getPath());
        return events.matches()
                ? new MockResponse()
                        .setResponseCode(HttpURLConnection.HTTP_OK)
                        .setHeader("Content-Type", "application/json")
                        .setBody(ONE.formatted(events.group(1), reason, message))
                : super.dispatch(request);
    }
}
