package dev.acme.performance.local.admission;

/** A custom resource definition whose schema cannot be used. */
public final class BadSchema extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSchema(String message) {
        super(message);
    }
}
