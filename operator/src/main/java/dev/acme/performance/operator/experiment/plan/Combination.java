package dev.acme.performance.operator.experiment.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One value for each factor, by the factor's name, in the order of the factors; {@code id} is fit for a label. */
public record Combination(String id, Map<String, String> assignments) {
    public Combination {
        assignments = Collections.unmodifiableMap(new LinkedHashMap<>(assignments));
    }

    /** Whether it has all of {@code values}. */
    boolean matches(Map<String, String> values) {
        return assignments.entrySet().containsAll(values.entrySet());
    }
}
