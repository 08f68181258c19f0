package dev.acme.performance.registry.storage;

import org.jspecify.annotations.Nullable;

/** The storage could not deliver what the catalogue promises. */
public final class StorageFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why it could not. */
    public enum Reason {
        /** The catalogue knows the archive, the storage does not. */
        MISSING,
        /** Its length is not the catalogue's. */
        WRONG_LENGTH,
        /** Its bytes are not the catalogue's. */
        DAMAGED,
        /** It ended before its last byte. */
        CUT_OFF,
        /** It kept silent for too long. */
        TIMED_OUT,
        /** No connection of the pool came free in time. */
        POOL_EXHAUSTED,
        /** It answered, but not with the archive. */
        REFUSED,
        /** It did not answer at all. */
        UNREACHABLE
    }

    private final Reason reason;

    public StorageFailure(Reason reason, String message) {
        this(reason, message, null);
    }

    public StorageFailure(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
