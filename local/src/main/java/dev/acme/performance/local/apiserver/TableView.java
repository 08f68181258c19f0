package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What {@code kubectl get} shows of a custom resource: the name, and a column for each that its definition names, as a Table of
 * meta.k8s.io/v1. Paths of columns are taken as steps from field to field, which is all that definitions here have.
 *
 * @param columns as the definition has them, without the name
 */
record TableView(List<Column> columns) {
    /** The kubectl of today asks for it, and takes a list where it is not to be had. */
    private static final String ACCEPTED = "as=Table;v=v1;g=meta.k8s.io";

    private static final String DATE = "date";

    TableView {
        columns = List.copyOf(columns);
    }

    /** One column. */
    record Column(String name, String type, String description, int priority, List<String> path) {
        Column {
            path = List.copyOf(path);
        }
    }

    /** Of a version of a CustomResourceDefinition; with the age alone where it names none, as a kube-apiserver does. */
    static TableView of(JsonNode version) {
        var columns = StreamSupport.stream(
                        version.path("additionalPrinterColumns").spliterator(), false)
                .map(column -> new Column(
                        column.path("name").asText(),
                        column.path("type").asText(),
                        column.path("description").asText(),
                        column.path("priority").asInt(),
                        steps(column.path("jsonPath").asText())))
                .toList();
        return new TableView(
                columns.isEmpty()
                        ? List.of(new Column("Age", DATE, "", 0, List.of("metadata", "creationTimestamp")))
                        : columns);
    }

    static boolean isAskedFor(String accept) {
        return accept.replace(" ", "").contains(ACCEPTED);
    }

    /** Empty where the client asks for none, or there is none of such objects. */
    static Optional<TableView> asked(Target target, String accept) {
        return isAskedFor(accept) ? target.type().strategy().table(target.version()) : Optional.empty();
    }

    /** @param shown a list, or one object */
    ObjectNode of(JsonNode shown, Instant now) {
        var table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        var metadata = table.putObject("metadata");
        metadata.set("resourceVersion", shown.at("/metadata/resourceVersion"));
        var definitions = table.putArray("columnDefinitions");
        definition(definitions, "Name", "string", "name", "", 0);
        columns.forEach(column ->
                definition(definitions, column.name(), column.type(), "", column.description(), column.priority()));
        var rows = table.putArray("rows");
        items(shown).forEach(object -> row(rows.addObject(), object, now));
        return table;
    }

    private static List<JsonNode> items(JsonNode shown) {
        if (!shown.path("items").isArray()) {
            return List.of(shown);
        }
        var items = new ArrayList<JsonNode>();
        shown.path("items").forEach(items::add);
        return items;
    }

    private void row(ObjectNode row, JsonNode object, Instant now) {
        var cells = row.putArray("cells");
        cells.add(object.at("/metadata/name").asText());
        columns.forEach(column -> cells.add(cell(column, object, now)));
        row.putObject("object")
                .put("kind", "PartialObjectMetadata")
                .put("apiVersion", "meta.k8s.io/v1")
                .set("metadata", object.path("metadata"));
    }

    private static JsonNode cell(Column column, JsonNode object, Instant now) {
        JsonNode value = object;
        for (String step : column.path()) {
            value = value.path(step);
        }
        if (value instanceof MissingNode || value.isNull()) {
            return NullNode.getInstance();
        }
        return switch (column.type()) {
            case DATE -> TextNode.valueOf(age(value.asText(), now));
            case "string" -> TextNode.valueOf(value.isValueNode() ? value.asText() : value.toString());
            default -> value;
        };
    }

    /** As k8s.io/apimachinery's duration.HumanDuration has it: fewer digits the older it is. */
    static String age(String created, Instant now) {
        Duration age;
        try {
            age = Duration.between(Instant.parse(created), now);
        } catch (DateTimeException e) {
            return "<invalid>";
        }
        long seconds = Math.max(0, age.toSeconds());
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (seconds < 120) {
            return seconds + "s";
        }
        if (minutes < 10) {
            return with(minutes + "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        if (hours < 8) {
            return with(hours + "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        return days < 8 ? with(days + "d", hours % 24, "h") : days + "d";
    }

    private static String with(String whole, long rest, String unit) {
        return rest == 0 ? whole : whole + rest + unit;
    }

    private static void definition(
            ArrayNode definitions, String name, String type, String format, String description, int priority) {
        definitions
                .addObject()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", description)
                .put("priority", priority);
    }

    /** {@code .status.phase} as field after field. */
    private static List<String> steps(String path) {
        return List.of(path.replaceFirst("^\\.", "").split("\\."));
    }
}
