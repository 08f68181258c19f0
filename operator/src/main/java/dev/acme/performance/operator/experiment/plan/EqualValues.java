package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.Factor;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceRunSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values of a factor that are written differently and mean the same, as 5 and "05", or 1 and 1000m of a processor. */
final class EqualValues {
    private EqualValues() {}

    /** Cells of such values would be the same cell twice, compared as two. */
    static Optional<String> of(PerformanceExperimentSpec spec) {
        return spec.factors().stream()
                .flatMap(factor -> of(spec.template().spec(), factor).stream())
                .findFirst();
    }

    private static Optional<String> of(PerformanceRunSpec template, Factor factor) {
        var seen = new HashMap<PerformanceRunSpec, String>();
        for (var value : factor.values()) {
            String text = String.valueOf(value.getValue());
            if (CellSpec.of(template, Map.of(factor.path(), text)) instanceof CellSpec.Possible possible) {
                String same = seen.putIfAbsent(possible.spec(), text);
                if (same != null && !same.equals(text)) {
                    return Optional.of(
                            "factors: %s has the same value twice: %s and %s".formatted(factor.name(), same, text));
                }
            }
        }
        return Optional.empty();
    }
}
