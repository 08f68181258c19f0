package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whether a pod fits on the one node there is. */
sealed interface Placement {
    /** It does. */
    record Fits() implements Placement {}

    /** It does not, for a reason in the scheduler's words. */
    record Unschedulable(String message) implements Placement {}

    /**
     * A node's size.
     *
     * @param size 1,000 cpuMillis a processor
     */
    record Room(Limits size, int pods, Map<String, String> labels) {}

    /** Decides from the pods that are on the node already and have not ended. */
    static Placement of(Pod pod, Room room, Collection<Pod> placed) {
        var taken = placed.stream().map(Placement::requests).reduce(Limits.NONE, Limits::plus);
        var wanted = requests(pod);
        var reasons = new ArrayList<String>();
        if (placed.size() >= room.pods()) {
            reasons.add("1 Too many pods");
        }
        if (wanted.cpuMillis() > room.size().cpuMillis() - taken.cpuMillis()) {
            reasons.add("1 Insufficient cpu");
        }
        if (wanted.memoryBytes() > room.size().memoryBytes() - taken.memoryBytes()) {
            reasons.add("1 Insufficient memory");
        }
        Map<String, String> selector = Objects.requireNonNullElse(pod.getSpec().getNodeSelector(), Map.of());
        if (!room.labels().entrySet().containsAll(selector.entrySet())) {
            reasons.add("1 node(s) didn't match Pod's node affinity/selector");
        }
        return reasons.isEmpty()
                ? new Fits()
                : new Unschedulable("0/1 nodes are available: " + String.join(", ", reasons) + ".");
    }

    /** What all containers ask for together, or the hungriest init container alone where that is more. */
    static Limits requests(Pod pod) {
        var together =
                pod.getSpec().getContainers().stream().map(Placement::requests).reduce(Limits.NONE, Limits::plus);
        List<Container> inits = Objects.requireNonNullElse(pod.getSpec().getInitContainers(), List.of());
        return inits.stream()
                .map(Placement::requests)
                .reduce(
                        together,
                        (a, b) -> new Limits(
                                Math.max(a.cpuMillis(), b.cpuMillis()), Math.max(a.memoryBytes(), b.memoryBytes())));
    }

    /** A limit without request is a request. */
    private static Limits requests(Container container) {
        if (container.getResources() == null) {
            return Limits.NONE;
        }
        Map<String, Quantity> limits =
                Objects.requireNonNullElse(container.getResources().getLimits(), Map.of());
        Map<String, Quantity> requests =
                Objects.requireNonNullElse(container.getResources().getRequests(), Map.of());
        var merged = new HashMap<>(limits);
        merged.putAll(requests);
        return Limits.of(merged);
    }
}
