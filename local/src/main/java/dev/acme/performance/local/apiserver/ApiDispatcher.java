package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides how a request to the mock server is answered: by an object, a log, or a watch. */
final class ApiDispatcher extends Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(ApiDispatcher.class);

    private final ObjectApi api;
    private final ObjectRequests objects;
    private final Gate gate;
    private final Reviews reviews;
    private final WatchStreams streams;
    private final InstantSource clock;
    private final Runnable forgetRequests;
    private volatile PodLogs logs = PodLogs.NONE;

    /** @param forgetRequests empties the list in which the mock remembers every request, which has no bound */
    ApiDispatcher(ObjectApi api, InstantSource clock, String token, Runnable forgetRequests) {
        this.api = api;
        this.objects = new ObjectRequests(api);
        this.gate = new Gate(api.types(), token);
        this.reviews = new Reviews(token);
        this.streams = new WatchStreams(api, gate, clock);
        this.clock = clock;
        this.forgetRequests = forgetRequests;
    }

    void keepLogs(PodLogs keeper) {
        logs = keeper;
    }

    @Override
    public MockResponse dispatch(RecordedRequest recorded) {
        forgetRequests.run();
        try {
            return answer(recorded);
        } catch (ApiFailure failure) {
            return MockAnswers.of(Answer.of(failure));
        } catch (RuntimeException e) {
            LOG.error("request failed: {}", caller(recorded).path(), e);
            return MockAnswers.of(Answer.of(ApiFailure.of(ApiFailure.Reason.INTERNAL, e.toString())));
        }
    }

    private MockResponse answer(RecordedRequest recorded) {
        var caller = caller(recorded);
        var request = MockRequests.read(recorded, caller.path());
        return switch (gate.route(caller)) {
            case Route.Objects one when ObjectRequests.isLog(one.target(), request) -> log(one.target(), request);
            case Route.Objects one
            when ObjectRequests.isWatch(one.target(), request) -> watch(one.target(), request, recorded);
            case Route.Objects one -> MockAnswers.of(shown(one.target(), request));
            case Route.Discovery discovery ->
                MockAnswers.of(Answer.ok(new Discovery(api.types().all()).answer(discovery)));
            case Route.Description description ->
                MockAnswers.of(Answer.ok(new OpenApi(api.types().all()).answer(description.parts())));
            case Route.Review review -> MockAnswers.of(review(review, request));
            case Route.Health _ -> MockAnswers.of(Answer.ok(Json.object().textNode("ok")));
            case Route.Version _ -> MockAnswers.of(Answer.ok(version()));
        };
    }

    private Answer shown(Target target, ApiRequest request) {
        var answer = objects.answer(target, request);
        return request.method().equals("GET")
                ? TableView.asked(target, request.accept())
                        .map(table -> Answer.ok(table.of(answer.body(), clock.instant())))
                        .orElse(answer)
                : answer;
    }

    private static Caller caller(RecordedRequest recorded) {
        return Caller.of(
                MockRequests.uri(recorded.getPath()).getPath(),
                Optional.ofNullable(recorded.getHeader("Authorization")).orElse(""));
    }

    private Answer review(Route.Review review, ApiRequest request) {
        if (!request.method().equals("POST")) {
            throw ObjectRequests.notAllowed();
        }
        return Answer.created(reviews.answer(review, RequestBody.object(request.body(), "Review")));
    }

    private MockResponse watch(Target target, ApiRequest request, RecordedRequest recorded) {
        var watch = new Watch(api, target, request.query(), clock.instant());
        return "websocket".equalsIgnoreCase(recorded.getHeader("Upgrade"))
                ? new MockResponse().withWebSocketUpgrade(new WatchSocket(watch, clock))
                : MockAnswers.elsewhere(streams.location(recorded.getPath()));
    }

    private MockResponse log(Target target, ApiRequest request) {
        if (request.query().flag("follow")) {
            throw ApiFailure.of(
                    ApiFailure.Reason.NOT_ACCEPTABLE, "this API server cannot follow logs: ask again without follow");
        }
        var out = new ByteArrayOutputStream();
        try {
            logs.write(LogRequest.read(target, request.query(), clock.instant()), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return MockAnswers.text(200, out.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void shutdown() {
        streams.close();
    }

    private static JsonNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "34")
                .put("gitVersion", "v1.34.0-local")
                .put("gitTreeState", "clean")
                .put("platform", "linux/amd64");
    }
}
