package dev.acme.performance.local.node;

import java.util.List;

/**
 * A pod as its status shows it.
 *
 * @param failure what ended it as a whole; {@link Failure#NONE} where nothing did
 */
record PodView(List<ContainerView> inits, List<ContainerView> containers, String restartPolicy, Failure failure) {
    /** Why a pod failed that would not have failed by itself. */
    record Failure(String reason, String message) {
        static final Failure NONE = new Failure("", "");

        boolean isNone() {
            return reason.isEmpty();
        }
    }

    PodView {
        inits = List.copyOf(inits);
        containers = List.copyOf(containers);
    }

    boolean isInitialized() {
        return inits.stream().allMatch(ContainerView::hasSucceeded);
    }

    boolean isReady() {
        return isInitialized() && containers.stream().allMatch(ContainerView::isReady);
    }

    /**
     * Pending, Running, Succeeded or Failed, as a kubelet decides (kubelet, getPhase); a pod has not ended while a program of
     * it runs, because whoever sees the end reads what was said until then (kubelet, mergePodStatus).
     */
    String phase(boolean isTerminating) {
        if (inits.stream().anyMatch(ContainerView::isRunning)) {
            return "Pending";
        }
        if (containers.stream().anyMatch(ContainerView::isRunning)) {
            return isAnyNew() ? "Pending" : "Running";
        }
        if (!failure.isNone()) {
            return "Failed";
        }
        if (!isInitialized()) {
            return inits.stream().anyMatch(init -> init.isDone() && init.hasFailed()) ? "Failed" : "Pending";
        }
        boolean isEveryOneDone = containers.stream().allMatch(ContainerView::isDone);
        if (isEveryOneDone) {
            return ended(isTerminating);
        }
        return isAnyNew() ? "Pending" : "Running";
    }

    private boolean isAnyNew() {
        return containers.stream().anyMatch(c -> c.isWaiting() && !c.hasRunBefore());
    }

    private String ended(boolean isTerminating) {
        boolean isSuccess = containers.stream().allMatch(ContainerView::hasSucceeded);
        if (isSuccess && (isTerminating || !restartPolicy.equals("Always"))) {
            return "Succeeded";
        }
        return "Failed";
    }
}
