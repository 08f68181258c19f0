package dev.acme.performance.operator.experiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A report's JSON within so many bytes: laid out for eyes where there is room, then without spaces, then without what the other
 * forms have or what follows from the rest, the least needed first. What is left out stands under {@code leftOut}.
 */
public final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<Omission> OMISSIONS = List.of(
            new Omission(
                    "values of the factors in findings.cells (design.cells has them)",
                    report -> each(report.path("findings").path("cells"), "assignments")),
            new Omission(
                    "contrasts of other metrics than the objective",
                    report -> exploratory(report, "contrasts", "/comparison/metric")),
            new Omission(
                    "comparisons of other metrics than the objective",
                    report -> exploratory(report, "comparisons", "/metric")),
            new Omission("contrasts", report -> findings(report).remove("contrasts")),
            new Omission("what held each run back", report -> each(report.path("runs"), "bottleneck")),
            new Omission("what each run costs", report -> each(report.path("runs"), "cost")),
            new Omission(
                    "what each cell costs",
                    report -> each(report.path("findings").path("cells"), "cost")),
            new Omission("runs (report.md has them)", report -> report.remove("runs")));

    private JsonReport() {}

    /** At most {@code most} bytes, unless not even the last omission is enough. */
    public static String within(ExperimentReport report, int most) {
        String full = Reports.json(report);
        if (bytes(full) <= most) {
            return full;
        }
        ObjectNode tree = JSON.valueToTree(report);
        var leftOut = new ArrayList<String>();
        String text = written(tree);
        for (var omission : OMISSIONS) {
            if (bytes(text) <= most) {
                return text;
            }
            omission.from.accept(tree);
            leftOut.add(omission.what);
            tree.set("leftOut", JSON.valueToTree(leftOut));
            text = written(tree);
        }
        return text;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String written(ObjectNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is JSON", e);
        }
    }

    private static ObjectNode findings(ObjectNode report) {
        return report.withObjectProperty("findings");
    }

    private static void exploratory(ObjectNode report, String list, String metric) {
        String objective = report.at("/design/objective").asText();
        Iterator<JsonNode> all = findings(report).path(list).elements();
        while (all.hasNext()) {
            if (!all.next().at(metric).asText().equals(objective)) {
                all.remove();
            }
        }
    }

    private static void each(JsonNode list, String name) {
        list.forEach(one -> ((ObjectNode) one).remove(name));
    }

    private record Omission(String what, Consumer<ObjectNode> from) {}
}
