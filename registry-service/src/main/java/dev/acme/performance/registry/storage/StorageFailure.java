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
        /** It takes no connection beside those that it has, whoever has them. */
        FULL,
        /** It answered, but not with the archive. */
        REFUSED,
        /** It did not answer at all. */
        UNREACHABLE,
        /** It is not proved that it is the one that was meant. */
        UNTRUSTED
    }

    private final Reason reason;
    private final OpeningTimes times;

    public StorageFailure(Reason reason, String message) {
        this(reason, message, null);
    }

    public StorageFailure(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, cause, new OpeningTimes(0, 0));
    }

    private StorageFailure(Reason reason, String message, @Nullable Throwable cause, OpeningTimes times) {
        super(message, cause);
        this.reason = reason;
        this.times = times;
    }

    /** The same failure, of a call that took this long. */
    public StorageFailure after(OpeningTimes spent) {
        return new StorageFailure(reason, String.valueOf(getMessage()), this, spent);
    }

    public Reason reason() {
        return reason;
    }

    /** What was spent before it failed. */
    public OpeningTimes times() {
        return times;
    }
}
