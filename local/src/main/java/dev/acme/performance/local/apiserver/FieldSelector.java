package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which values an object's fields must have, such as {@code spec.nodeName=here,status.phase!=Failed}. */
record FieldSelector(List<Requirement> requirements) {
    static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private static final Pattern PART = Pattern.compile("([^=!,]+?)\\s*(==|=|!=)\\s*([^,]*)");

    /** Reads the text of a request; a field that the resource cannot be selected by is refused. */
    static FieldSelector parse(String text, List<String> selectable) {
        var requirements = new ArrayList<Requirement>();
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            var matcher = PART.matcher(part.strip());
            if (!matcher.matches()) {
                throw ApiFailure.badRequest("invalid selector: '" + text + "'; can't understand '" + part + "'");
            }
            String field = matcher.group(1);
            if (!selectable.contains(field)) {
                throw ApiFailure.badRequest("field label not supported: " + field);
            }
            requirements.add(new Requirement(
                    "/" + field.replace('.', '/'),
                    matcher.group(3),
                    !matcher.group(2).equals("!=")));
        }
        return new FieldSelector(requirements);
    }

    boolean selects(JsonNode object) {
        return requirements.stream()
                .allMatch(r -> object.at(r.pointer).asText("").equals(r.value) == r.isEqual);
    }

    /** One condition on one field. */
    record Requirement(String pointer, String value, boolean isEqual) {}
}
