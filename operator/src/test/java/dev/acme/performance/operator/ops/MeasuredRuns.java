package dev.acme.performance.operator.ops;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Progress;
import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.crds.RunEnvironmentBuilder;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs as an informer knows them. */
final class MeasuredRuns {
    private MeasuredRuns() {}

    /** 98 of 100 were served, in 5 ms on average, by a service that was simulated. */
    static PerformanceRun measured(String name) {
        return measuredAs(name, Optional.of("simulated"));
    }

    /** The same, where the result says that of itself, or says nothing. */
    static PerformanceRun measuredAs(String name, Optional<String> fidelity) {
        return named(
                name,
                "",
                PerformanceRunStatus.empty()
                        .withPhase(Phase.SUCCEEDED)
                        .withVerdict(Verdict.PASS)
                        .withAttempt(2)
                        .withStartedAt("2026-01-01T12:00:00Z")
                        .withCompletedAt("2026-01-01T12:01:00.5Z")
                        .withValidity(Validity.SUSPECT)
                        .withEnvironment(fidelity.map(MeasuredRuns::environment).orElse(null))
                        .withResults(Runs.result(98).results()));
    }

    private static RunEnvironment environment(String fidelity) {
        return RunEnvironmentBuilder.builder()
                .fidelity(fidelity)
                .notes(List.of("one machine"))
                .fingerprint("f")
                .build();
    }

    /** Half way. */
    static PerformanceRun loading(String name) {
        return named(
                name,
                "load: {mode: Closed, durationSeconds: 60}",
                PerformanceRunStatus.empty()
                        .withPhase(Phase.RUNNING)
                        .withAttempt(1)
                        .withStartedAt("2026-01-01T12:00:00Z")
                        .withProgress(new Progress(50, 10, 1, 0L, 1.0, 2.0, 3.0, null)));
    }

    static PerformanceRun named(String name, String spec, PerformanceRunStatus status) {
        var run = Runs.run(spec, status);
        run.getMetadata().setName(name);
        return run;
    }

    static PerformanceRun createdAt(Instant instant, PerformanceRun run) {
        run.getMetadata().setCreationTimestamp(instant.toString());
        return run;
    }
}
