package dev.acme.performance.operator.load;

import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the pods of one load make together: they start together, so one that has not come holds the others up; and they are
 * read together, so one that ended, well or not, waits for the others. One that is gone takes all with it.
 */
record PodsTogether(List<LoadState> each, int wanted) {
    PodsTogether {
        each = List.copyOf(each);
    }

    /** {@code hasPodEnded}: a pod that is missing was there, or does not come any more. */
    LoadState state(boolean hasPodEnded) {
        List<LoadState.Ended> ended = of(LoadState.Ended.class).toList();
        boolean areAllThere = each.size() == wanted;
        if (areAllThere && ended.size() == wanted) {
            return new LoadState.Ended(left(ended), problem(ended));
        }
        Optional<LoadState.Lost> lost = of(LoadState.Lost.class).findFirst();
        if (lost.isPresent()) {
            return lost.get();
        }
        if (!areAllThere) {
            return hasPodEnded || !ended.isEmpty()
                    ? new LoadState.Lost(new PodProblem(
                            Reason.POD_LOST,
                            (wanted - each.size()) + " of " + wanted + " load generators' pods are gone"))
                    : new LoadState.Starting(Optional.empty());
        }
        Optional<LoadState> starting =
                of(LoadState.Starting.class).map(LoadState.class::cast).findFirst();
        return starting.orElseGet(() -> running(ended));
    }

    private LoadState running(List<LoadState.Ended> ended) {
        var names = new ArrayList<String>();
        boolean areAllStopping = true;
        for (LoadState.Running running : of(LoadState.Running.class).toList()) {
            names.addAll(running.pods());
            areAllStopping &= running.isStopping();
        }
        return new LoadState.Running(names, left(ended), areAllStopping);
    }

    private static List<LoadState.Left> left(List<LoadState.Ended> ended) {
        return ended.stream().flatMap(one -> one.pods().stream()).toList();
    }

    private static Optional<PodProblem> problem(List<LoadState.Ended> ended) {
        return ended.stream().flatMap(one -> one.problem().stream()).findFirst();
    }

    private <T extends LoadState> Stream<T> of(Class<T> kind) {
        return each.stream().filter(kind::isInstance).map(kind::cast);
    }
}
