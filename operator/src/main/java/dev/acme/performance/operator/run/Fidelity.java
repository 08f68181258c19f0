package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.operator.target.LambdaSettings;
import java.util.List;
import java.util.stream.Stream;

/** What the numbers stand for: {@code real} or {@code simulated}, and what is not modelled. */
public record Fidelity(String label, List<String> notes) {
    public Fidelity {
        notes = List.copyOf(notes);
    }

    /** A function outside Lambda is simulated, whatever else is real; what an external target is, nobody here knows. */
    Fidelity of(PerformanceRunSpec spec) {
        var compute = spec.compute();
        return switch (compute.backend()) {
            case ECS -> this;
            case LAMBDA -> new Fidelity("simulated", noted(LambdaSettings.notes(spec)));
            case EXTERNAL ->
                new Fidelity(
                        label,
                        noted(List.of("the target " + compute.target()
                                + " is not the operator's: what it ran on is not told here")));
        };
    }

    private List<String> noted(List<String> first) {
        return Stream.concat(first.stream(), notes.stream())
                .limit(RunEnvironment.MOST_NOTES)
                .toList();
    }
}
