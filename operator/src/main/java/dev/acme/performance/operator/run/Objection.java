package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.external.ExternalTargets;
import dev.acme.performance.operator.target.Backends;
import dev.acme.performance.operator.target.Reason;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a run cannot be carried out by this version or this installation: such a run ends at once, and says so. */
record Objection(Backends backends, ExternalTargets targets) {
    Optional<Ending> to(PerformanceRunSpec spec) {
        return Stream.of(
                        NotBuilt.of(spec).map(why -> new Ending.Broken(Reason.NOT_BUILT, why)),
                        NotConfigured.of(spec, backends).map(why -> new Ending.Broken(Reason.NOT_CONFIGURED, why)),
                        targets.objection(spec.compute()).map(why -> new Ending.Broken(Reason.UNKNOWN_TARGET, why)))
                .flatMap(Optional::stream)
                .<Ending>map(ending -> ending)
                .findFirst();
    }
}
