package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.target.LambdaSettings;
import java.util.List;
import java.util.stream.Stream;

/** What the numbers stand for: {@code real} or {@code simulated}, and what is not modelled. */
public record Fidelity(String label, List<String> notes) {
    public Fidelity {
        notes = List.copyOf(notes);
    }

    /** A function outside Lambda is simulated, whatever else is real. */
    Fidelity of(Compute.Backend backend) {
        if (backend != Compute.Backend.LAMBDA) {
            return this;
        }
        var all = Stream.concat(LambdaSettings.NOTES.stream(), notes.stream())
                .limit(PerformanceRunStatus.Environment.MOST_NOTES)
                .toList();
        return new Fidelity("simulated", all);
    }
}
