package dev.acme.performance.local.node;

import java.util.Objects;

/** Whether a container that has ended is started again. */
enum RestartRule {
    ALWAYS,
    ON_FAILURE,
    NEVER;

    static RestartRule ofContainer(String policy) {
        return switch (Objects.requireNonNullElse(policy, "Always")) {
            case "Never" -> NEVER;
            case "OnFailure" -> ON_FAILURE;
            default -> ALWAYS;
        };
    }

    /** An init container is done when it has succeeded. */
    static RestartRule ofInitContainer(String policy) {
        return ofContainer(policy) == NEVER ? NEVER : ON_FAILURE;
    }

    boolean restartsAfter(int exitCode) {
        return switch (this) {
            case ALWAYS -> true;
            case ON_FAILURE -> exitCode != 0;
            case NEVER -> false;
        };
    }
}
