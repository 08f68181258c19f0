package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One write to one object.
 *
 * @param before missing where the object was created
 * @param after missing where it was removed
 */
public record Change(long revision, ObjectKey key, JsonNode before, JsonNode after) {
    /** The object, or what was left of it. */
    public JsonNode latest() {
        return isRemoval() ? before : after;
    }

    public boolean isCreation() {
        return before.isMissingNode();
    }

    public boolean isRemoval() {
        return after.isMissingNode();
    }
}
