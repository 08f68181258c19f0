package dev.acme.performance.local.node;

/** Something that a pod refers to is not there, or not yet. */
final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Missing(String message) {
        super(message);
    }

    /** Never null. */
    String words() {
        return String.valueOf(getMessage());
    }
}
