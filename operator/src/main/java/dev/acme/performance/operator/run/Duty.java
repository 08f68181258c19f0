package dev.acme.performance.operator.run;

import java.util.Set;
import java.util.function.BooleanSupplier;

/** Which runs this replica looks after: those of the namespaces, none meaning all, and only while {@code isActing}. */
public record Duty(Set<String> namespaces, BooleanSupplier isActing) {
    public Duty {
        namespaces = Set.copyOf(namespaces);
    }
}
