package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.io.IOException;

/** A change described by a document. */
sealed interface Patch {
    /** The changed object, in a tree of its own. */
    ObjectNode applyTo(JsonNode object);

    /** Reads a request's patch; strategic merges and server-side apply are for real clusters. */
    static Patch read(String mediaType, String body) {
        var document = document(body);
        if (mediaType.equals("application/merge-patch+json")) {
            return new Merge(document);
        }
        if (mediaType.equals("application/json-patch+json")) {
            return new Operations(document);
        }
        throw ApiFailure.of(
                ApiFailure.Reason.UNSUPPORTED_MEDIA_TYPE,
                "the body of the request was in an unknown format - accepted media types include: "
                        + "application/json-patch+json, application/merge-patch+json");
    }

    private static JsonNode document(String body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw ApiFailure.badRequest("error decoding patch: " + e.getMessage());
        }
    }

    /** RFC 7396. */
    record Merge(JsonNode document) implements Patch {
        @Override
        public ObjectNode applyTo(JsonNode object) {
            ObjectNode copy = object.deepCopy();
            if (!document.isObject()) {
                throw ApiFailure.badRequest("error decoding patch: not an object");
            }
            merge(copy, document);
            return copy;
        }

        private static void merge(ObjectNode into, JsonNode patch) {
            patch.properties().forEach(field -> {
                String name = field.getKey();
                var value = field.getValue();
                if (value.isNull()) {
                    into.remove(name);
                } else if (value.isObject()) {
                    var child = into.path(name) instanceof ObjectNode present ? present : into.putObject(name);
                    merge(child, value);
                } else {
                    into.set(name, value.deepCopy());
                }
            });
        }
    }

    /** RFC 6902. */
    record Operations(JsonNode document) implements Patch {
        private static final int MOST = 10_000;

        @Override
        public ObjectNode applyTo(JsonNode object) {
            if (document.size() > MOST) {
                throw ApiFailure.of(
                        ApiFailure.Reason.TOO_LARGE,
                        "The allowed maximum operations in a JSON patch is " + MOST + ", got " + document.size());
            }
            try {
                if (JsonPatch.apply(document, object) instanceof ObjectNode patched) {
                    return patched;
                }
                throw unprocessable();
            } catch (JsonPatchException e) {
                throw unprocessable();
            }
        }

        private static ApiFailure unprocessable() {
            return ApiFailure.of(
                    ApiFailure.Reason.INVALID, "the server rejected our request due to an error in our request");
        }
    }
}
