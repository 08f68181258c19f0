package dev.acme.performance.operator.run;

import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.PopulateState;
import dev.acme.performance.operator.target.TargetState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything outside of a run that decides what to do next, as read at {@code now}. {@code ahead} names the runs that
 * have their turn first; {@code workloads} are the children, of any attempt, that still exist; {@code targetChange} says
 * how the target differs from the one that the load began against.
 */
record World(
        Instant now,
        List<String> ahead,
        List<Workload> workloads,
        PopulateState populate,
        TargetState target,
        Optional<String> targetChange,
        LoadState load) {

    World {
        ahead = List.copyOf(ahead);
        workloads = List.copyOf(workloads);
    }

    /** A child that costs something while it exists. */
    record Workload(Kind kind, String name, int attempt, Instant createdAt) {
        /** What Kubernetes calls it. */
        enum Kind {
            DEPLOYMENT,
            JOB
        }
    }

    /** When the child of this attempt was made, or now. */
    Instant createdAt(String name) {
        return workloads.stream()
                .filter(workload -> workload.name().equals(name))
                .map(Workload::createdAt)
                .findFirst()
                .orElse(now);
    }

    /** A target that is the same to the last pod and yet not whole at the end of the load did not carry all of it. */
    Optional<String> change() {
        return targetChange.or(() -> switch (target) {
            case TargetState.Ready _, TargetState.Elsewhere _ -> Optional.empty();
            case TargetState.Starting starting ->
                Optional.of(starting.ready() + " of " + starting.wanted() + " replicas answered at its end");
            case TargetState.Broken broken -> Optional.of(broken.problem().message());
            case TargetState.Absent _ -> Optional.of("its Deployment was deleted");
        });
    }

    /** What a pod that is still awaited suffers from. */
    Optional<PodProblem> trouble() {
        var ofLoad = load instanceof LoadState.Starting starting ? starting.problem() : Optional.<PodProblem>empty();
        var ofTarget =
                target instanceof TargetState.Starting starting ? starting.problem() : Optional.<PodProblem>empty();
        var ofPopulate = populate instanceof PopulateState.AtWork work ? work.problem() : Optional.<PodProblem>empty();
        return Stream.of(ofLoad, ofTarget, ofPopulate).flatMap(Optional::stream).findFirst();
    }
}
