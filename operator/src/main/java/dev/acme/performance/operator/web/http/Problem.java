package dev.acme.performance.operator.web.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Why a request was refused, as RFC 9457 writes it.
 *
 * @param errors the fields that are wrong, where fields are
 * @param retryAfterSeconds when the same request may succeed, where time heals it
 */
public record Problem(Kind kind, String detail, List<FieldError> errors, OptionalInt retryAfterSeconds) {
    static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** The word in {@code type}, the status code and the title. */
    public enum Kind {
        BAD_REQUEST(400, "The request is not valid"),
        UNAUTHENTICATED(401, "A bearer token of the cluster is needed"),
        FOREIGN_ORIGIN(403, "The request comes from another site's page"),
        NOT_FOUND(404, "There is no such thing, or you may not see it"),
        METHOD_NOT_ALLOWED(405, "This path has no such method"),
        CONFLICT(409, "An object of this name exists"),
        TOO_LARGE(413, "The request is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
        UNPROCESSABLE(422, "The API server refuses the object"),
        TOO_MANY_REQUESTS(429, "Too many requests"),
        INTERNAL(500, "The operator failed"),
        UNAVAILABLE(503, "The API server cannot be asked");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        String title() {
            return title;
        }
    }

    /** A field, from the body's root on, and what is wrong with it. */
    public record FieldError(String field, String message) {}

    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, detail, List.of(), OptionalInt.empty());
    }

    public static Problem ofFields(Kind kind, String detail, List<FieldError> errors) {
        return new Problem(kind, detail, errors, OptionalInt.empty());
    }

    /** The same after {@code seconds}. */
    public Problem retryAfter(int seconds) {
        return new Problem(kind, detail, errors, OptionalInt.of(seconds));
    }

    /** Absent and forbidden alike. */
    public static Problem notFound() {
        return of(Kind.NOT_FOUND, "nothing of this name is visible to you");
    }

    public Refusal refusal() {
        return new Refusal(this);
    }

    /** @param status the answer's code, which is the kind's own but for the web server's own refusals */
    byte[] json(int status) {
        String word = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:acme:performance:problem:" + word);
        members.put("title", kind.title());
        members.put("status", status);
        members.put("detail", detail);
        if (!errors.isEmpty()) {
            members.put("errors", errors);
        }
        return Json.bytes(members);
    }
}
