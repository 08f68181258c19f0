package dev.acme.performance.registry.catalogue;

/** The catalogue could not be asked. */
public final class CatalogueFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why it could not. */
    public enum Reason {
        /** It answered with an error. */
        REFUSED,
        /** It did not answer at all. */
        UNREACHABLE,
        /** It is not proved that it is the one that was meant. */
        UNTRUSTED,
        /** It did not answer in time. */
        TIMED_OUT,
        /** It holds an item that is no row. */
        MALFORMED
    }

    private final Reason reason;

    CatalogueFailure(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
