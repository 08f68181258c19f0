package dev.acme.performance.operator.run;

import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.diagnosis.Diagnosis;
import dev.acme.performance.operator.target.PodProblem;
import java.util.Optional;

/** What was read when the load ended: the result where there is one, where it was measured, and what to make of it. */
record Collected(
        Optional<RunResult> result,
        Optional<PodProblem> problem,
        RunEnvironment environment,
        Optional<Diagnosis> diagnosis) {
    Collected(Optional<RunResult> result, Optional<PodProblem> problem, RunEnvironment environment) {
        this(result, problem, environment, Optional.empty());
    }
}
