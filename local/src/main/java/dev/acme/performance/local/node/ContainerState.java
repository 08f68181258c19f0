package dev.acme.performance.local.node;

import java.time.Instant;

/** Where a container is in its life. */
sealed interface ContainerState {
    /** Not started, or not again yet. */
    record Waiting(String reason, String message) implements ContainerState {
        static final Waiting CREATING = new Waiting("ContainerCreating", "");
        static final Waiting INITIALIZING = new Waiting("PodInitializing", "");
    }

    /** Its program runs. */
    record Running(Instant startedAt) implements ContainerState {}

    /** Its program has ended. */
    record Ended(int exitCode, String reason, String message, Instant startedAt, Instant finishedAt)
            implements ContainerState {
        boolean isSuccess() {
            return exitCode == 0;
        }
    }
}
