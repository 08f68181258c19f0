package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunStatus.Environment;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.target.PodProblem;
import java.util.Optional;

/** What was read when the load ended: the result where there is one, and where it was measured. */
record Collected(Optional<RunResult> result, Optional<PodProblem> problem, Environment environment) {}
