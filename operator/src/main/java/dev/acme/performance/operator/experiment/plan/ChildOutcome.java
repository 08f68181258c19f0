package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.exchange.Validity;
import java.time.Instant;
import java.util.Optional;

/** What became of a run of an experiment. */
public sealed interface ChildOutcome {
    /** It has not ended. */
    record UnderWay() implements ChildOutcome {}

    /** Its numbers count, whatever its verdict says of them. */
    record Measured(Instant at) implements ChildOutcome {}

    /** It gave no numbers. */
    record Failed(Instant at, String why) implements ChildOutcome {}

    /** Its numbers cannot be trusted. */
    record Invalid(Instant at, String why) implements ChildOutcome {}

    /** {@code now} stands in for the end of a run that does not tell it. */
    static ChildOutcome of(PerformanceRun run, Instant now) {
        if (run.getSpec() == null) {
            return new Failed(now, "it has no spec");
        }
        var status = run.getStatus();
        if (status == null || status.phase() == null || !status.phase().isTerminal()) {
            return new UnderWay();
        }
        var at = Optional.ofNullable(status.completedAt()).map(Instant::parse).orElse(now);
        String message = Optional.ofNullable(status.message()).orElse("");
        return switch (status.phase()) {
            case SUCCEEDED -> {
                if (status.validity() == Validity.INVALID) {
                    yield new Invalid(at, String.join("; ", status.validityReasons()));
                }
                yield status.results() == null || status.results().latency() == null
                        ? new Failed(at, "nothing succeeded: " + message)
                        : new Measured(at);
            }
            case FAILED, CANCELLED -> new Failed(at, message);
            case PENDING, PROVISIONING, RUNNING, COLLECTING, SUSPENDED -> new UnderWay();
        };
    }

    /** Whether a run gave numbers that count. */
    static boolean isMeasured(PerformanceRun run) {
        return of(run, Instant.EPOCH) instanceof Measured;
    }
}
