package dev.acme.performance.operator.experiment.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.SpecPath;
import java.util.Map;

/** The spec of a cell's runs: the template with the factors' values in it; or why there is none. */
public sealed interface CellSpec {
    /** What every run of the cell asks for; the API server has not seen it yet. */
    record Possible(PerformanceRunSpec spec) implements CellSpec {}

    /** A value does not fit its field. */
    record Impossible(String why) implements CellSpec {}

    /** What the API server fills in where a run of lambda says nothing of it. */
    Compute.Lambda LAMBDA = new Compute.Lambda(1_769, 100, 0, 300, 300);

    JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    /**
     * {@code template} with {@code values} in it. What the template says of another backend or mode than the cell's is left
     * out, for it cannot be meant for this cell; what a factor says stays, and makes the cell impossible where it cannot be.
     */
    static CellSpec of(PerformanceRunSpec template, Map<SpecPath, String> values) {
        ObjectNode tree = MAPPER.valueToTree(template);
        for (var value : values.entrySet()) {
            if (!isSet(tree, value.getKey(), value.getValue())) {
                return new Impossible(value.getKey() + ": the template has no " + parent(value.getKey()));
            }
        }
        new Strangers(values.keySet()).leaveOutOf(tree);
        try {
            return new Possible(MAPPER.treeToValue(tree, PerformanceRunSpec.class));
        } catch (JsonProcessingException e) {
            return new Impossible(culprit(template, values) + " is no value of this field");
        }
    }

    /** The first value that does not fit even alone. */
    private static String culprit(PerformanceRunSpec template, Map<SpecPath, String> values) {
        return values.entrySet().stream()
                .filter(value -> !fits(template, value))
                .findFirst()
                .map(value -> value.getKey() + ": \"" + value.getValue() + "\"")
                .orElse(values.toString());
    }

    private static boolean fits(PerformanceRunSpec template, Map.Entry<SpecPath, String> value) {
        ObjectNode tree = MAPPER.valueToTree(template);
        try {
            var _ = isSet(tree, value.getKey(), value.getValue());
            var _ = MAPPER.treeToValue(tree, PerformanceRunSpec.class);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean isSet(ObjectNode tree, SpecPath path, String value) {
        String[] names = path.toString().split("\\.", -1);
        var node = tree;
        for (int i = 0; i < names.length - 1; i++) {
            if (names[i].equals("lambda") && !node.hasNonNull("lambda")) {
                node.set("lambda", MAPPER.valueToTree(LAMBDA));
            }
            if (!(node.get(names[i]) instanceof ObjectNode child)) {
                return false;
            }
            node = child;
        }
        node.put(names[names.length - 1], value);
        return true;
    }

    private static String parent(SpecPath path) {
        String text = path.toString();
        return text.substring(0, text.lastIndexOf('.'));
    }
}
