package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Who may run when: at most so many runs of a namespace at the same time, the oldest first. */
record TurnOrder(int runsPerNamespace) {
    private static final Comparator<PerformanceRun> OLDEST_FIRST = Comparator.comparing(
                    (PerformanceRun run) -> run.getMetadata().getCreationTimestamp())
            .thenComparing(run -> run.getMetadata().getName());

    /** Names of the runs that must end or start before {@code run} may start; empty where it is its turn. */
    List<String> ahead(PerformanceRun run, List<PerformanceRun> namespace) {
        var others = namespace.stream()
                .filter(other ->
                        !other.getMetadata().getUid().equals(run.getMetadata().getUid()))
                .filter(other -> !LenientRuns.isUnreadable(other))
                .toList();
        var active = others.stream().filter(TurnOrder::mayHavePods);
        var earlier = others.stream().filter(TurnOrder::waits).filter(other -> OLDEST_FIRST.compare(other, run) < 0);
        var ahead = Stream.concat(active, earlier)
                .map(other -> other.getMetadata().getName())
                .toList();
        return ahead.size() < runsPerNamespace ? List.of() : ahead;
    }

    /** A deleted run holds its turn until its pods are gone, which its finalizer tells. */
    private static boolean mayHavePods(PerformanceRun run) {
        return run.isMarkedForDeletion()
                ? Finalizer.isOn(run)
                : Statuses.phase(Statuses.of(run)).isUnderWay();
    }

    private static boolean waits(PerformanceRun run) {
        if (run.isMarkedForDeletion()) {
            return false;
        }
        return switch (Statuses.phase(Statuses.of(run))) {
            case PENDING -> !run.getSpec().suspend() && !run.getSpec().cancel();
            case PROVISIONING, RUNNING, COLLECTING, SUCCEEDED, FAILED, CANCELLED, SUSPENDED -> false;
        };
    }
}
