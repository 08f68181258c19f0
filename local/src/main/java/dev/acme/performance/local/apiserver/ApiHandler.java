package dev.acme.performance.local.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP into requests and answers into HTTP; streams go their own way. */
final class ApiHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final int MOST_BODY_BYTES = 3 * 1024 * 1024;
    private static final String BEARER = "Bearer ";

    private final ObjectApi api;
    private final ObjectRequests objects;
    private final Reviews reviews;
    private final Streams streams;
    private final String token;

    ApiHandler(ObjectApi api, Streams streams, String token) {
        this.api = api;
        this.objects = new ObjectRequests(api);
        this.reviews = new Reviews(token);
        this.streams = streams;
        this.token = token;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        try {
            var route = Route.of(Request.getPathInContext(request), api.types());
            if (!(route instanceof Route.Health)) {
                authenticate(request);
            }
            var apiRequest = read(request);
            if (route instanceof Route.Objects one && ObjectRequests.isStream(one.target(), apiRequest)) {
                streams.start(one.target(), apiRequest.query(), new Streams.Exchange(request, response, callback));
            } else {
                send(answer(route, apiRequest), response, callback);
            }
        } catch (ApiFailure failure) {
            send(Answer.of(failure), response, callback);
        } catch (RuntimeException e) {
            LOG.error(
                    "request failed: {} {}",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    e);
            send(Answer.of(ApiFailure.of(ApiFailure.Reason.INTERNAL, e.toString())), response, callback);
        }
        return true;
    }

    private void authenticate(Request request) {
        String shown = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .orElse("");
        if (!shown.startsWith(BEARER) || !Secrets.areEqual(shown.substring(BEARER.length()), token)) {
            throw ApiFailure.of(ApiFailure.Reason.UNAUTHORIZED, "Unauthorized");
        }
    }

    private Answer answer(Route route, ApiRequest request) {
        return switch (route) {
            case Route.Objects one -> objects.answer(one.target(), request);
            case Route.Discovery discovery ->
                Answer.ok(new Discovery(api.types().all()).answer(discovery));
            case Route.Review review -> {
                requirePost(request);
                yield Answer.created(reviews.answer(review, RequestBody.object(request.body(), "Review")));
            }
            case Route.Health _ -> Answer.ok(Json.object().textNode("ok"));
            case Route.Version _ -> Answer.ok(version());
        };
    }

    private static void requirePost(ApiRequest request) {
        if (!request.method().equals("POST")) {
            throw ObjectRequests.notAllowed();
        }
    }

    private static JsonNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "34")
                .put("gitVersion", "v1.34.0-local")
                .put("gitTreeState", "clean")
                .put("platform", "linux/amd64");
    }

    private static ApiRequest read(Request request) throws IOException {
        byte[] body = Content.Source.asInputStream(request).readNBytes(MOST_BODY_BYTES + 1);
        if (body.length > MOST_BODY_BYTES) {
            throw ApiFailure.of(ApiFailure.Reason.TOO_LARGE, "Request entity too large: limit is " + MOST_BODY_BYTES);
        }
        String contentType = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .orElse("");
        String mediaType = contentType.replaceFirst(";.*", "").strip();
        var query = new Query(parameters(request));
        return new ApiRequest(request.getMethod(), query, mediaType, new String(body, UTF_8));
    }

    private static Map<String, List<String>> parameters(Request request) {
        var parameters = new HashMap<String, List<String>>();
        Request.extractQueryParameters(request)
                .forEach(field -> parameters.put(field.getName(), List.copyOf(field.getValues())));
        return parameters;
    }

    static void send(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.code());
        boolean isText = answer.body().isTextual();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, isText ? "text/plain" : "application/json");
        answer.warnings()
                .forEach(text -> response.getHeaders()
                        .add("Warning", "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
        byte[] bytes = isText ? answer.body().asText().getBytes(UTF_8) : Json.bytes(answer.body());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
