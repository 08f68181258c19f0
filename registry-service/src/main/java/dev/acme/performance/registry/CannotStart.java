package dev.acme.performance.registry;

/** The process cannot begin its work where it was put. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotStart(String message) {
        super(message);
    }
}
