package dev.acme.performance.operator.run;

import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.PopulateState;
import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;

/** Why a Job has no pod, which its controller tells in Events only: a quota, Pod Security or a policy forbids it. */
final class RefusedPods {
    private static final String REFUSED = "FailedCreate";

    private final LatestEvents events;

    RefusedPods(LatestEvents events) {
        this.events = events;
    }

    /** The state of a filling without pods, with the reason of that. */
    PopulateState explained(PopulateState state, Optional<Job> job, List<Pod> pods) {
        return pods.isEmpty() && state.equals(new PopulateState.AtWork(Optional.empty()))
                ? new PopulateState.AtWork(refusal(job))
                : state;
    }

    /** The state of a load without pods, with the reason of that. */
    LoadState explained(LoadState state, Optional<Job> job, List<Pod> pods) {
        return pods.isEmpty() && state.equals(new LoadState.Starting(Optional.empty()))
                ? new LoadState.Starting(refusal(job))
                : state;
    }

    private Optional<PodProblem> refusal(Optional<Job> job) {
        return job.flatMap(events::latest)
                .filter(event -> REFUSED.equals(event.getReason()))
                .map(event -> new PodProblem(Reason.REFUSED, "the API server refused a pod: " + event.getMessage()));
    }
}
