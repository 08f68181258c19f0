package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What each method means on a collection, an object, or a part of one. */
final class ObjectRequests {
    private final ObjectApi api;

    ObjectRequests(ObjectApi api) {
        this.api = api;
    }

    Answer answer(Target target, ApiRequest request) {
        if (target.name().isEmpty()) {
            return ofCollection(target, request);
        }
        return switch (target.subresource()) {
            case "" -> ofObject(target, request);
            case "status" -> ofStatus(target, request);
            default -> throw ApiFailure.unknownResource();
        };
    }

    private Answer ofCollection(Target target, ApiRequest request) {
        return switch (request.method()) {
            case "GET" -> list(target, request.query());
            case "POST" -> create(target, request);
            case "DELETE" -> deleteCollection(target, request);
            default -> throw notAllowed();
        };
    }

    private Answer ofObject(Target target, ApiRequest request) {
        return switch (request.method()) {
            case "GET" -> Answer.ok(api.get(target));
            case "PUT" -> replace(target, request);
            case "PATCH" -> patch(target, request);
            case "DELETE" -> delete(target, request);
            default -> throw notAllowed();
        };
    }

    private Answer ofStatus(Target target, ApiRequest request) {
        if (!target.type().hasStatus()) {
            throw ApiFailure.unknownResource();
        }
        return switch (request.method()) {
            case "GET" -> Answer.ok(api.get(target));
            case "PUT" -> replace(target, request);
            case "PATCH" -> patch(target, request);
            default -> throw notAllowed();
        };
    }

    private Answer list(Target target, Query query) {
        var snapshot = api.list(query.selection(target));
        var list = Json.object()
                .put("kind", target.type().kind() + "List")
                .put("apiVersion", target.type().apiVersion(target.version()));
        list.putObject("metadata").put("resourceVersion", Long.toString(snapshot.revision()));
        var items = list.putArray("items");
        snapshot.objects().forEach(object -> items.add(VersionOf.shown(object, target)));
        return Answer.ok(list);
    }

    private Answer create(Target target, ApiRequest request) {
        if (target.type().isNamespaced() && target.namespace().isEmpty()) {
            throw notAllowed();
        }
        var object = RequestBody.object(request.body(), target.type().kind());
        var written = api.create(target, object, request.query().writeOptions());
        return new Answer(201, written.object(), written.warnings());
    }

    private Answer replace(Target target, ApiRequest request) {
        var object = RequestBody.object(request.body(), target.type().kind());
        var written = api.replace(target, object, request.query().writeOptions());
        return new Answer(200, written.object(), written.warnings());
    }

    private Answer patch(Target target, ApiRequest request) {
        var patch = Patch.read(request.mediaType(), request.body());
        var written = api.patch(target, patch, request.query().writeOptions());
        return new Answer(200, written.object(), written.warnings());
    }

    private Answer delete(Target target, ApiRequest request) {
        var options = DeleteOptions.read(request.body(), request.query(), target.type());
        return Answer.ok(answer(target, api.delete(target, options)));
    }

    private static JsonNode answer(Target target, Deletion.Outcome outcome) {
        return switch (outcome) {
            case Deletion.Outcome.Marked marked -> marked.object();
            case Deletion.Outcome.Removed removed when isPod(target) -> removed.last();
            case Deletion.Outcome.Removed removed -> success(target, removed.last());
        };
    }

    private static boolean isPod(Target target) {
        return target.type().kind().equals("Pod");
    }

    private static ObjectNode success(Target target, JsonNode last) {
        var status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        var details = status.putObject("details").put("name", target.name());
        if (!target.type().id().group().isEmpty()) {
            details.put("group", target.type().id().group());
        }
        details.put("kind", target.type().id().plural());
        details.set("uid", last.at("/metadata/uid"));
        return status;
    }

    private Answer deleteCollection(Target target, ApiRequest request) {
        var options = DeleteOptions.read(request.body(), request.query(), target.type());
        var listed = list(target, request.query());
        for (var object : listed.body().path("items")) {
            var metadata = object.path("metadata");
            var single = new Target(
                    target.type(),
                    target.version(),
                    metadata.path("namespace").asText(""),
                    metadata.path("name").asText(),
                    "");
            deleteIfPresent(single, options);
        }
        return listed;
    }

    private void deleteIfPresent(Target target, DeleteOptions options) {
        try {
            api.delete(target, options);
        } catch (ApiFailure failure) {
            if (failure.reason() != ApiFailure.Reason.NOT_FOUND) {
                throw failure;
            }
        }
    }

    static ApiFailure notAllowed() {
        return ApiFailure.of(
                ApiFailure.Reason.METHOD_NOT_ALLOWED,
                "the server does not allow this method on the requested resource");
    }

    /** Whether the log of a pod is asked for. */
    static boolean isLog(Target target, ApiRequest request) {
        return request.method().equals("GET")
                && isPod(target)
                && target.subresource().equals("log");
    }

    /** Whether changes are asked for as they come. */
    static boolean isWatch(Target target, ApiRequest request) {
        return request.method().equals("GET")
                && request.query().flag("watch")
                && List.of("", "status").contains(target.subresource());
    }
}
