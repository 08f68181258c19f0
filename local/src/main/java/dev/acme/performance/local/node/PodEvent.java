package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** What happens to a pod; handled one after the other by the pod's own thread. */
sealed interface PodEvent {
    /** The pod's object has changed. */
    record Changed(Pod pod) implements PodEvent {}

    /** The pod's object is gone. */
    record Gone() implements PodEvent {}

    /** The node stops. */
    record NodeStops(Duration grace) implements PodEvent {}

    /** A container's program has ended. */
    record Exited(String container, int run, int exitCode) implements PodEvent {}

    /** A probe has made up its mind. */
    record Probed(String container, int run, ProbeKind kind, boolean isGood) implements PodEvent {}

    /** A container uses more memory than it may. */
    record OutOfMemory(String container, int run) implements PodEvent {}
}
