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
            case "scale" -> ofScale(target, request);
            case "finalize" -> ofObject(part(target, ""), request);
            case "eviction" -> eviction(target, request);
            case "binding" -> binding(target, request);
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
        var patch = Patch.read(request.mediaType(), request.body(), target.type());
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

    private Answer ofScale(Target target, ApiRequest request) {
        if (!ScaleResource.isOf(target.type())) {
            throw ApiFailure.unknownResource();
        }
        var workload = part(target, "");
        return switch (request.method()) {
            case "GET" -> Answer.ok(ScaleResource.of(api.get(workload)));
            case "PUT" -> {
                var scale = RequestBody.object(request.body(), "Scale");
                var written = api.change(workload, present -> ScaleResource.applied(present, scale));
                yield Answer.ok(ScaleResource.of(written.object()));
            }
            case "PATCH" -> {
                var patch = Patch.read(request.mediaType(), request.body(), target.type());
                var written = api.change(
                        workload, present -> ScaleResource.applied(present, patch.applyTo(ScaleResource.of(present))));
                yield Answer.ok(ScaleResource.of(written.object()));
            }
            default -> throw notAllowed();
        };
    }

    private Answer eviction(Target target, ApiRequest request) {
        if (!isPod(target) || !request.method().equals("POST")) {
            throw notAllowed();
        }
        var options = RequestBody.object(request.body(), "Eviction").path("deleteOptions");
        var pod = part(target, "");
        api.delete(pod, DeleteOptions.read(options.toString(), request.query(), target.type()));
        return Answer.created(
                Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success"));
    }

    private Answer binding(Target target, ApiRequest request) {
        if (!isPod(target) || !request.method().equals("POST")) {
            throw notAllowed();
        }
        var node = RequestBody.object(request.body(), "Binding").at("/target/name");
        api.change(part(target, ""), present -> {
            ObjectNode pod = present.deepCopy();
            pod.withObject("/spec").set("nodeName", node);
            return pod;
        });
        return Answer.created(
                Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success"));
    }

    private static Target part(Target target, String subresource) {
        return new Target(target.type(), target.version(), target.namespace(), target.name(), subresource);
    }

    static ApiFailure notAllowed() {
        return ApiFailure.of(
                ApiFailure.Reason.METHOD_NOT_ALLOWED,
                "the server does not allow this method on the requested resource");
    }

    /** Kinds of requests that are answered by a stream. */
    static boolean isStream(Target target, ApiRequest request) {
        boolean isLog = isPod(target) && target.subresource().equals("log");
        boolean isWatch = request.query().flag("watch") && List.of("", "status").contains(target.subresource());
        return request.method().equals("GET") && (isLog || isWatch);
    }
}
