package dev.acme.performance.operator.external;

import dev.acme.performance.crds.Compute;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The external targets by name: all that a run can reach beyond what is made for it. */
public record ExternalTargets(Map<String, ExternalTarget> byName) {
    /** No run may leave its own registry. */
    public static final ExternalTargets NONE = new ExternalTargets(Map.of());

    public ExternalTargets {
        byName = new TreeMap<>(byName);
    }

    /** The target that a run names. */
    public Optional<ExternalTarget> of(Compute compute) {
        return Optional.ofNullable(compute.target()).flatMap(name -> Optional.ofNullable(byName.get(name)));
    }

    /** A sentence that says which names there are, where the run names none of them; empty else. */
    public Optional<String> objection(Compute compute) {
        return switch (compute.backend()) {
            case ECS, LAMBDA -> Optional.empty();
            case EXTERNAL -> of(compute).isPresent() ? Optional.empty() : Optional.of(unknown(compute));
        };
    }

    private String unknown(Compute compute) {
        String there = byName.isEmpty()
                ? "there is none: an administrator names targets in the chart's externalTargets, for perfrun in --targets"
                : "there are " + String.join(", ", byName.keySet());
        return "compute.target " + compute.target() + ": no target has that name; " + there;
    }
}
