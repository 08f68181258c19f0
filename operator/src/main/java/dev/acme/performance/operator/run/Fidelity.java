package dev.acme.performance.operator.run;

import java.util.List;

/** What the numbers stand for: {@code real} or {@code simulated}, and what is not modelled. */
public record Fidelity(String label, List<String> notes) {
    public Fidelity {
        notes = List.copyOf(notes);
    }
}
