package dev.acme.performance.local.node;

import java.util.List;

/**
 * A container as its pod's status shows it.
 *
 * @param formerEnds its last end before the present state; one at most
 * @param isDone whether it will never run again
 */
record ContainerView(
        String name,
        String image,
        String imageId,
        String id,
        ContainerState state,
        List<ContainerState.Ended> formerEnds,
        int restarts,
        boolean isStarted,
        boolean isReady,
        boolean isDone) {
    ContainerView {
        formerEnds = List.copyOf(formerEnds);
    }

    boolean isWaiting() {
        return state instanceof ContainerState.Waiting;
    }

    boolean isRunning() {
        return state instanceof ContainerState.Running;
    }

    boolean hasSucceeded() {
        return state instanceof ContainerState.Ended ended && ended.isSuccess();
    }

    boolean hasFailed() {
        return state instanceof ContainerState.Ended ended && !ended.isSuccess();
    }

    boolean hasRunBefore() {
        return !formerEnds.isEmpty();
    }
}
