package dev.acme.performance.registry.populate;

import org.jspecify.annotations.Nullable;

/** The registry could not be filled as asked. */
public final class PopulateFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why it could not. */
    public enum Reason {
        /** The arguments contradict each other or the source. */
        BAD_ARGUMENTS,
        /** The archive is not as large as it should be. */
        SIZE_MISMATCH,
        /** The folder cannot be archived. */
        SOURCE_UNREADABLE,
        /** The hub does not have the model in this revision. */
        HUB_NOT_FOUND,
        /** The hub refuses, even after waiting. */
        HUB_REFUSED,
        /** The hub cannot be reached or breaks off, again and again. */
        HUB_UNREACHABLE,
        /** The hub's bytes are not the ones it announced. */
        HUB_CORRUPT,
        /** The object storage failed. */
        STORAGE_FAILED,
        /** The catalogue failed. */
        CATALOGUE_FAILED,
        /** What was written does not stay written: someone else writes too. */
        CONTENDED,
        /** It was told to stop. */
        INTERRUPTED
    }

    private final Reason reason;

    public PopulateFailure(Reason reason, String message) {
        this(reason, message, null);
    }

    public PopulateFailure(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
