package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Which part of the former object a part of the new one corresponds to: by name in objects and maps, by key in map lists. */
final class Correlation {
    private Correlation() {}

    static JsonNode ofProperty(JsonNode former, String name) {
        return former.path(name);
    }

    /** Missing where the list is not a map list, or where the former one has no such key. */
    static JsonNode ofItem(JsonNode formerList, JsonNode item, Schema list) {
        if (!list.listType().equals("map")) {
            return MissingNode.getInstance();
        }
        var identity = UniqueItems.identity(item, list);
        for (var former : formerList) {
            if (UniqueItems.identity(former, list).equals(identity)) {
                return former;
            }
        }
        return MissingNode.getInstance();
    }
}
