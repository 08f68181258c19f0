package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.admission.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** An answer that says no, as the Status object of a kube-apiserver. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient ObjectNode details;

    private ApiFailure(Reason reason, String message, ObjectNode details) {
        super(message);
        this.reason = reason;
        this.details = details;
    }

    /** Why a request failed; the word is the Status's reason. */
    public enum Reason {
        BAD_REQUEST(400, "BadRequest"),
        UNAUTHORIZED(401, "Unauthorized"),
        FORBIDDEN(403, "Forbidden"),
        NOT_FOUND(404, "NotFound"),
        METHOD_NOT_ALLOWED(405, "MethodNotAllowed"),
        NOT_ACCEPTABLE(406, "NotAcceptable"),
        ALREADY_EXISTS(409, "AlreadyExists"),
        CONFLICT(409, "Conflict"),
        EXPIRED(410, "Expired"),
        TOO_LARGE(413, "RequestEntityTooLarge"),
        UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaType"),
        INVALID(422, "Invalid"),
        TOO_MANY_REQUESTS(429, "TooManyRequests"),
        INTERNAL(500, "InternalError");

        private final int code;
        private final String word;

        Reason(int code, String word) {
            this.code = code;
            this.word = word;
        }
    }

    static ApiFailure of(Reason reason, String message) {
        return new ApiFailure(reason, message, Json.object());
    }

    /** The request cannot be understood or answered as it stands. */
    public static ApiFailure badRequest(String message) {
        return of(Reason.BAD_REQUEST, message);
    }

    static ApiFailure unknownResource() {
        return of(Reason.NOT_FOUND, "the server could not find the requested resource");
    }

    /** There is no such object. */
    public static ApiFailure notFound(ObjectKey key) {
        return ofObject(Reason.NOT_FOUND, key, "%s \"%s\" not found");
    }

    static ApiFailure alreadyExists(ObjectKey key) {
        return ofObject(Reason.ALREADY_EXISTS, key, "%s \"%s\" already exists");
    }

    static ApiFailure conflict(ObjectKey key, String why) {
        return ofObject(Reason.CONFLICT, key, "Operation cannot be fulfilled on %s \"%s\": " + why.replace("%", "%%"));
    }

    static ApiFailure invalid(ResourceType type, String name, List<Refusal> refusals) {
        var details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        details.put("group", type.id().group()).put("kind", type.kind());
        var causes = details.putArray("causes");
        for (var refusal : refusals) {
            causes.addObject()
                    .put("reason", refusal.cause().word())
                    .put("message", refusal.reason())
                    .put("field", refusal.field());
        }
        String all = refusals.stream().map(Refusal::toString).collect(Collectors.joining(", "));
        String kind = type.id().group().isEmpty()
                ? type.kind()
                : type.kind() + "." + type.id().group();
        String list = refusals.size() == 1 ? all : "[" + all + "]";
        return new ApiFailure(Reason.INVALID, kind + " \"" + name + "\" is invalid: " + list, details);
    }

    private static ApiFailure ofObject(Reason reason, ObjectKey key, String pattern) {
        var details = Json.object().put("name", key.name());
        if (!key.resource().group().isEmpty()) {
            details.put("group", key.resource().group());
        }
        details.put("kind", key.resource().plural());
        return new ApiFailure(reason, pattern.formatted(key.resource().qualified(), key.name()), details);
    }

    public Reason reason() {
        return reason;
    }

    int code() {
        return reason.code;
    }

    ObjectNode status() {
        var status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason.word);
        status.set("details", details);
        return status.put("code", reason.code);
    }
}
