package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Pattern;

/**
 * Whether an update left a field as it was: what was stored under an older schema is not refused for what nobody touched
 * (KEP-4008, on by default since 1.30).
 */
record Ratchet(JsonNode resource, JsonNode former, Schema root) {
    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d+)\\]");

    boolean isUntouched(String field) {
        if (former.isMissingNode() || field.equals(FieldPath.WHOLE)) {
            return false;
        }
        JsonNode now = resource;
        JsonNode then = former;
        var schema = root;
        var steps = STEP.matcher(field);
        while (steps.find() && !now.isMissingNode()) {
            if (steps.group(1) != null) {
                now = now.path(steps.group(1));
                then = Correlation.ofProperty(then, steps.group(1));
                schema = schema.child(steps.group(1));
            } else {
                now = now.path(Integer.parseInt(steps.group(2)));
                then = Correlation.ofItem(then, now, schema);
                schema = schema.items();
            }
            if (!now.isMissingNode() && now.equals(then)) {
                return true;
            }
        }
        return false;
    }

    static Ratchet none(JsonNode resource, Schema root) {
        return new Ratchet(resource, MissingNode.getInstance(), root);
    }
}
