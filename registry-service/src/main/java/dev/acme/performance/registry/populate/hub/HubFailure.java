package dev.acme.performance.registry.populate.hub;

import org.jspecify.annotations.Nullable;

/** The model could not be downloaded. */
public final class HubFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why it could not. */
    public enum Reason {
        BAD_NAME,
        /** The hub does not have the model in this revision. */
        NOT_FOUND,
        /** The hub refuses, even after waiting. */
        REFUSED,
        /** The hub cannot be reached or breaks off, again and again. */
        UNREACHABLE,
        /** The hub's bytes are not the ones it announced. */
        CORRUPT,
        TOO_LARGE,
        /** The folder cannot be written. */
        DISK,
        /** Another process downloads into the same folder. */
        BUSY,
        INTERRUPTED
    }

    private final Reason reason;

    HubFailure(Reason reason, String message) {
        this(reason, message, null);
    }

    HubFailure(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
