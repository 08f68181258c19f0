package dev.acme.performance.local.node;

/** Why a container cannot be started now: it waits with this reason and is tried again. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    StartFailure(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** Never null. */
    String words() {
        return String.valueOf(getMessage());
    }
}
