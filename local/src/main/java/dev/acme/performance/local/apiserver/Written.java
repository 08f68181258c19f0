package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a write left behind.
 *
 * @param warnings for the Warning header
 */
record Written(ObjectNode object, List<String> warnings) {
    Written {
        warnings = List.copyOf(warnings);
    }
}
