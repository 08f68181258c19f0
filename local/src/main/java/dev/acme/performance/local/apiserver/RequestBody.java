package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What a request carries, read as an object of the kind its path names. */
final class RequestBody {
    private RequestBody() {}

    static ObjectNode object(String body, String kind) {
        try {
            if (Json.read(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw ApiFailure.badRequest("the object provided is unrecognized (must be of type " + kind
                    + "): couldn't get version/kind; json parse error: " + firstLine(e));
        }
        throw ApiFailure.badRequest(
                "the object provided is unrecognized (must be of type " + kind + "): not an object");
    }

    /** Refuses another kind; fills in the kind where the object names none. */
    static void checkKind(ObjectNode object, Target target) {
        String kind = target.type().kind();
        String apiVersion = target.type().apiVersion(target.version());
        if (!object.path("kind").asText(kind).equals(kind)) {
            throw ApiFailure.badRequest("%s in version \"%s\" cannot be handled as a %s"
                    .formatted(object.path("kind").asText(), target.version(), kind));
        }
        if (!object.path("apiVersion").asText(apiVersion).equals(apiVersion)) {
            throw ApiFailure.badRequest("the API version in the data (%s) does not match the expected API version (%s)"
                    .formatted(object.path("apiVersion").asText(), apiVersion));
        }
        object.put("kind", kind).put("apiVersion", apiVersion);
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
