package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * How a deletion is meant.
 *
 * @param gracePeriodSeconds negative where the object's own counts
 * @param uid empty where any object of that name is meant
 * @param resourceVersion empty where any version is meant
 */
record DeleteOptions(
        long gracePeriodSeconds, Propagation propagation, String uid, String resourceVersion, boolean isDryRun) {
    /** As usual for a kind: with its own grace period and propagation. */
    static DeleteOptions of(ResourceType type) {
        return new DeleteOptions(-1, type.strategy().defaultPropagation(), "", "", false);
    }

    DeleteOptions withGrace(long seconds) {
        return new DeleteOptions(seconds, propagation, uid, resourceVersion, isDryRun);
    }

    DeleteOptions withUid(String wanted) {
        return new DeleteOptions(gracePeriodSeconds, propagation, wanted, resourceVersion, isDryRun);
    }

    DeleteOptions withPropagation(Propagation wanted) {
        return new DeleteOptions(gracePeriodSeconds, wanted, uid, resourceVersion, isDryRun);
    }

    /** Reads a request: its body first, then its query. */
    static DeleteOptions read(String body, Query query, ResourceType type) {
        var document = document(body);
        String grace = document.path("gracePeriodSeconds").asText(query.text("gracePeriodSeconds"));
        String propagation = document.path("propagationPolicy").asText(query.text("propagationPolicy"));
        boolean isOrphaning = document.path("orphanDependents").asBoolean();
        var usual = of(type);
        return new DeleteOptions(
                grace.isEmpty() || grace.equals("null") ? -1 : seconds(grace),
                isOrphaning
                        ? Propagation.ORPHAN
                        : propagation.isEmpty() || propagation.equals("null")
                                ? usual.propagation()
                                : Propagation.named(propagation),
                text(document.at("/preconditions/uid")),
                text(document.at("/preconditions/resourceVersion")),
                query.isDryRun() || !document.path("dryRun").isEmpty());
    }

    private static String text(JsonNode node) {
        return node.isNull() ? "" : node.asText("");
    }

    private static long seconds(String text) {
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest("invalid gracePeriodSeconds: " + text);
        }
    }

    private static JsonNode document(String body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw ApiFailure.badRequest("error decoding DeleteOptions: " + e.getMessage());
        }
    }
}
