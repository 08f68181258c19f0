package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/**
 * As much of OpenAPI v3 as tells {@code kubectl apply} that this server checks fields itself: without it kubectl wants whole
 * schemas to do so, and applies nothing. The schemas of kinds are not there.
 */
final class OpenApi {
    private static final List<String> OF_WRITES = List.of("dryRun", "fieldValidation");

    private final Collection<ResourceType> types;

    OpenApi(Collection<ResourceType> types) {
        this.types = types;
    }

    /** @param parts of the path below {@code /openapi/v3}: of none the documents there are, else the document of a version */
    ObjectNode answer(List<String> parts) {
        return parts.isEmpty() ? index() : document(String.join("/", parts));
    }

    private ObjectNode index() {
        var answer = Json.object();
        var paths = answer.putObject("paths");
        types.forEach(type -> type.versions()
                .forEach(version -> paths.putObject(base(type, version))
                        .put("serverRelativeURL", "/openapi/v3/" + base(type, version))));
        return answer;
    }

    private ObjectNode document(String base) {
        var answer = Json.object().put("openapi", "3.0.0");
        answer.putObject("info").put("title", "Kubernetes").put("version", "local");
        var paths = answer.putObject("paths");
        types.forEach(type -> type.versions().stream()
                .filter(version -> base(type, version).equals(base))
                .forEach(
                        version -> paths.putObject("/" + base + (type.isNamespaced() ? "/namespaces/{namespace}/" : "/")
                                        + type.id().plural() + "/{name}")
                                .set("patch", patch(type, version))));
        if (paths.isEmpty()) {
            throw ApiFailure.unknownResource();
        }
        return answer;
    }

    private static ObjectNode patch(ResourceType type, String version) {
        var patch = Json.object();
        var parameters = patch.putArray("parameters");
        OF_WRITES.forEach(name -> parameters
                .addObject()
                .put("name", name)
                .put("in", "query")
                .putObject("schema")
                .put("type", "string"));
        patch.putObject("responses");
        patch.putObject("x-kubernetes-group-version-kind")
                .put("group", type.id().group())
                .put("version", version)
                .put("kind", type.kind());
        return patch;
    }

    private static String base(ResourceType type, String version) {
        return (type.id().group().isEmpty() ? "api/" : "apis/") + type.apiVersion(version);
    }
}
