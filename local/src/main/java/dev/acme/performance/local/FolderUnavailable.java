package dev.acme.performance.local;

/** A folder cannot be used, and why, in one line for its user. */
public final class FolderUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    FolderUnavailable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why a folder cannot be used. */
    public enum Reason {
        /** Another machine runs there now. */
        IN_USE,
        /** It holds what this program did not put there. */
        NOT_OURS,
        /** Its disk is too full. */
        NO_SPACE,
        /** It cannot be made or written. */
        NOT_WRITABLE
    }

    public Reason reason() {
        return reason;
    }
}
