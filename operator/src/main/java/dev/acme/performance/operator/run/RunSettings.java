package dev.acme.performance.operator.run;

import dev.acme.performance.operator.cost.PriceSheet;
import dev.acme.performance.operator.external.ExternalTargets;
import dev.acme.performance.operator.target.Backends;
import dev.acme.performance.operator.target.Images;

/**
 * What an administrator sets for every run: none asks for more than {@code ceilings}, none measures but itself and
 * {@code targets}, and at most {@code runsPerNamespace} are under way at the same time, for more of them would measure
 * each other.
 */
public record RunSettings(
        int runsPerNamespace,
        boolean canAutoscale,
        Ceilings ceilings,
        Images images,
        Backends backends,
        ExternalTargets targets,
        PriceSheet prices,
        Deadlines deadlines,
        Fidelity fidelity) {}
