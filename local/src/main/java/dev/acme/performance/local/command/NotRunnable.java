package dev.acme.performance.local.command;

/** Something that this machine lacks to carry the command out; the message names it and the remedy. */
final class NotRunnable extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotRunnable(String message) {
        super(message);
    }
}
