package dev.acme.performance.operator.run;

import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import java.time.Duration;
import java.util.Optional;

/** How an attempt ends. */
sealed interface Ending {
    /** The load generator ran to its own end. */
    record Completed() implements Ending {}

    /** The user ended it. */
    record Cancelled() implements Ending {}

    /** Something kept it from ending well. */
    record Broken(Reason reason, String message) implements Ending {
        static Broken of(PodProblem problem) {
            return new Broken(problem.reason(), problem.message());
        }

        /** A phase that took too long: by what its pods suffer from, where that is known. */
        static Broken overdue(Optional<PodProblem> problem, String what, Duration limit) {
            return problem.map(Broken::of)
                    .orElseGet(() -> new Broken(
                            Reason.DEADLINE_EXCEEDED,
                            what + " took longer than " + limit.toSeconds() + " s (the operator's deadline)"));
        }
    }
}
