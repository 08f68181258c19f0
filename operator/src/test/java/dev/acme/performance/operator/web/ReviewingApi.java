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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An API server that knows tokens and rights beside objects, can be away, and says no where it is told to. */
public final class ReviewingApi extends KubernetesCrudDispatcher {
    /** What may be granted: every verb with each resource, as a Role names them. */
    static final Set<String> ALL = Stream.of("performanceruns", "performanceexperiments")
            .flatMap(resource -> Stream.of("get", "list", "watch", "create", "update", "patch", "delete")
                    .map(verb -> verb + " " + resource))
            .collect(Collectors.toUnmodifiableSet());

    /** The audience of tokens for the API server itself. */
    static final String OWN = "https://kubernetes.default.svc";

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Set<Granted> rights = ConcurrentHashMap.newKeySet();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isNextAnswerLost = new AtomicBoolean();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private volatile String failing = "";
    private volatile boolean isAway;
    private volatile Optional<ObjectNode> refusal = Optional.empty();

    private record Granted(String user, String right, String namespace) {}

    private record Token(String user, String audience, boolean isExpired) {}

    public void know(String token, String user) {
        tokens.put(token, new Token(user, OWN, false));
    }

    void knowFor(String audience, String token, String user) {
        tokens.put(token, new Token(user, audience, false));
    }

    void expire(String token) {
        tokens.computeIfPresent(token, (_, it) -> new Token(it.user(), it.audience(), true));
    }

    /** Everything with runs and experiments in a namespace. */
    public void allow(String user, String namespace) {
        ALL.forEach(right -> allow(user, right, namespace));
    }

    /** One verb with one resource of a namespace: {@code list performanceruns}. */
    void allow(String user, String right, String namespace) {
        if (!ALL.contains(right)) {
            throw new IllegalArgumentException("no right of this API server: " + right);
        }
        rights.add(new Granted(user, right, namespace));
    }

    /** Everything. */
    void forbid(String user, String namespace) {
        ALL.forEach(right -> forbid(user, right, namespace));
    }

    void forbid(String user, String right, String namespace) {
        rights.remove(new Granted(user, right, namespace));
    }

    /** Answers nothing but failures from now on. */
    void away(boolean away) {
        isAway = away;
    }

    /** What is in a namespace may not be listed from now on, by nobody. */
    void closeNamespace(String namespace) {
        closed.add(namespace);
    }

    /** Lists fail for the client that calls itself so; for none where it is empty. */
    void failListsOf(String agent) {
        failing = agent;
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
            case "performanceexperiments" -> listed(path, request).orElseGet(() -> super.dispatch(request));
            case "performanceruns" -> listed(path, request).orElseGet(() -> runs(request));
            default -> super.dispatch(request);
        };
    }

    private Optional<MockResponse> listed(String path, RecordedRequest request) {
        boolean isList = request.getMethod().equals("GET");
        if (isList && failing.equals(request.getHeader("User-Agent"))) {
            return Optional.of(new MockResponse().setResponseCode(500).setBody("{}"));
        }
        return isList && closed.stream().anyMatch(namespace -> path.contains("/namespaces/" + namespace + "/"))
                ? Optional.of(json(403, Json.object().put("kind", "Status").put("code", 403)))
                : Optional.empty();
    }

    private MockResponse runs(RecordedRequest request) {
        boolean isNewRun = request.getMethod().equals("POST");
        if (isNewRun && refusal.isPresent()) {
            return json(refusal.get().path("code").asInt(), refusal.get());
        }
        var answer = super.dispatch(request);
        return isNewRun && isNextAnswerLost.getAndSet(false)
                ? new MockResponse().setResponseCode(500).setBody("{}")
                : answer;
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
        boolean isOurs = attributes.path("group").asText().equals("performance.acme.dev");
        var wanted = new Granted(
                spec.path("user").asText(),
                attributes.path("verb").asText() + " "
                        + attributes.path("resource").asText(),
                attributes.path("namespace").asText());
        status.put("allowed", isOurs && rights.contains(wanted));
    }

    private static MockResponse json(int code, ObjectNode body) {
        return new MockResponse()
                .setResponseCode(code)
                .setHeader("Content-Type", "application/json")
                .setBody(body.toString());
    }
}
