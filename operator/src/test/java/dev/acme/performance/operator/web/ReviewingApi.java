package dev.acme.performance.operator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** An API server that knows tokens and rights beside objects, can be away, and says no where it is told to. */
final class ReviewingApi extends KubernetesCrudDispatcher {
    /** The audience of tokens for the API server itself. */
    static final String OWN = "https://kubernetes.default.svc";

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Set<String> rights = ConcurrentHashMap.newKeySet();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isNextAnswerLost = new AtomicBoolean();
    private volatile boolean isAway;
    private volatile Optional<ObjectNode> refusal = Optional.empty();

    private record Token(String user, String audience, boolean isExpired) {}

    void know(String token, String user) {
        tokens.put(token, new Token(user, OWN, false));
    }

    void knowFor(String audience, String token, String user) {
        tokens.put(token, new Token(user, audience, false));
    }

    void expire(String token) {
        tokens.computeIfPresent(token, (_, it) -> new Token(it.user(), it.audience(), true));
    }

    /** Everything with runs and experiments in a namespace. */
    void allow(String user, String namespace) {
        rights.add(user + " in " + namespace);
    }

    void forbid(String user, String namespace) {
        rights.remove(user + " in " + namespace);
    }

    /** Answers nothing but failures from now on. */
    void away(boolean away) {
        isAway = away;
    }

    /** What every new run is refused with from now on: a Status. */
    void refuseRuns(String status) {
        refusal = Optional.of((ObjectNode) Json.trusted(status));
    }

    /** Makes the next run and fails all the same. */
    void loseNextAnswer() {
        isNextAnswerLost.set(true);
    }

    /** How many questions of a kind ({@code tokenreviews}, {@code subjectaccessreviews}) were asked. */
    long asked(String kind) {
        return asked.stream().filter(kind::equals).count();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = request.getPath().replaceFirst("\\?.*", "");
        String kind = path.substring(path.lastIndexOf('/') + 1);
        if (isAway) {
            return new MockResponse().setResponseCode(500).setBody("{}");
        }
        return switch (kind) {
            case "tokenreviews" -> review(kind, request, this::identity);
            case "subjectaccessreviews" -> review(kind, request, this::decision);
            default -> {
                boolean isNewRun = request.getMethod().equals("POST") && kind.equals("performanceruns");
                if (isNewRun && refusal.isPresent()) {
                    yield json(refusal.get().path("code").asInt(), refusal.get());
                }
                var answer = super.dispatch(request);
                yield isNewRun && isNextAnswerLost.getAndSet(false)
                        ? new MockResponse().setResponseCode(500).setBody("{}")
                        : answer;
            }
        };
    }

    private interface Review {
        void answer(JsonNode spec, ObjectNode status);
    }

    private MockResponse review(String kind, RecordedRequest request, Review review) {
        asked.add(kind);
        var object = (ObjectNode) Json.trusted(request.getUtf8Body());
        review.answer(object.path("spec"), object.putObject("status"));
        return json(201, object);
    }

    private void identity(JsonNode spec, ObjectNode status) {
        var token = Optional.ofNullable(tokens.get(spec.path("token").asText()));
        String wanted = spec.path("audiences").path(0).asText(OWN);
        boolean isKnown = token.filter(it -> !it.isExpired() && it.audience().equals(wanted))
                .isPresent();
        status.put("authenticated", isKnown);
        var user = status.putObject("user");
        if (isKnown) {
            user.put("username", token.get().user())
                    .put("uid", "u-" + token.get().user());
            user.putArray("groups").add("system:authenticated");
        }
    }

    private void decision(JsonNode spec, ObjectNode status) {
        var attributes = spec.path("resourceAttributes");
        boolean isOurs = attributes.path("group").asText().equals("performance.acme.dev")
                && Set.of("performanceruns", "performanceexperiments")
                        .contains(attributes.path("resource").asText());
        status.put(
                "allowed",
                isOurs
                        && rights.contains(spec.path("user").asText() + " in "
                                + attributes.path("namespace").asText()));
    }

    private static MockResponse json(int code, ObjectNode body) {
        return new MockResponse()
                .setResponseCode(code)
                .setHeader("Content-Type", "application/json")
                .setBody(body.toString());
    }
}
