package dev.acme.performance.local.backends;

/** A backend did not start or did not answer, in one line for its user. */
public final class BackendFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackendFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
