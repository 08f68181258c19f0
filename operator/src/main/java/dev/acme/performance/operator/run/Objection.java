package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.target.Reason;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a run cannot be carried out by this version or this installation: such a run ends at once, and says so. */
public record Objection(RunSettings settings) {
    /** The same in one sentence; empty where there is none. */
    public Optional<String> inWords(PerformanceRunSpec spec) {
        return to(spec).map(ending -> switch (ending) {
            case Ending.Broken broken -> broken.message();
            case Ending.Completed _, Ending.Cancelled _ -> throw new IllegalStateException("no objection: " + ending);
        });
    }

    Optional<Ending> to(PerformanceRunSpec spec) {
        return Stream.of(
                        NotBuilt.of(spec, settings.backends().s3Endpoint())
                                .map(why -> new Ending.Broken(Reason.NOT_BUILT, why)),
                        settings.ceilings()
                                .exceededBy(spec)
                                .map(why -> new Ending.Broken(Reason.CEILING_EXCEEDED, why)),
                        DatabaseConnections.tooMany(spec, settings.backends())
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
