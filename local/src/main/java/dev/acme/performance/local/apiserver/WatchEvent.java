package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;

/** What a watcher is told. */
record WatchEvent(String type, JsonNode object) {
    static final String BOOKMARK = "BOOKMARK";
    static final String ERROR = "ERROR";

    /** One JSON object without line break. */
    byte[] bytes() {
        var event = Json.object().put("type", type);
        event.set("object", object);
        return Json.bytes(event);
    }
}
