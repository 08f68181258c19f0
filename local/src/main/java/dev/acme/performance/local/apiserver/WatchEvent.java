package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What a watcher is told. */
record WatchEvent(String type, JsonNode object) {
    static final String BOOKMARK = "BOOKMARK";
    static final String ERROR = "ERROR";

    /** The same with a table of one row in the place of the object; an error stays what it is. */
    WatchEvent as(TableView table, Instant now) {
        return type.equals(ERROR) ? this : new WatchEvent(type, table.of(object, now));
    }

    /** One JSON object without line break. */
    byte[] bytes() {
        var event = Json.object().put("type", type);
        event.set("object", object);
        return Json.bytes(event);
    }
}
