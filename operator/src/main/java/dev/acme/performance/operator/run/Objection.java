package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.target.Reason;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a run cannot be carried out by this version or this installation: such a run ends at once, and says so. */
record Objection(RunSettings settings) {
    Optional<Ending> to(PerformanceRunSpec spec) {
        return Stream.of(
                        NotBuilt.of(spec, settings.backends().s3Endpoint())
                                .map(why -> new Ending.Broken(Reason.NOT_BUILT, why)),
                        settings.ceilings()
                                .exceededBy(spec)
                                .map(why -> new Ending.Broken(Reason.CEILING_EXCEEDED, why)),
                        NotConfigured.of(spec, settings).map(why -> new Ending.Broken(Reason.NOT_CONFIGURED, why)),
                        settings.targets()
                                .objection(spec.compute())
                                .map(why -> new Ending.Broken(Reason.UNKNOWN_TARGET, why)))
                .flatMap(Optional::stream)
                .<Ending>map(ending -> ending)
                .findFirst();
    }
}
