package dev.acme.performance.local.command;

/** A file that cannot be run; the message is one line that names field and reason. */
final class BadFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadFile(String message) {
        super(message.replaceAll("\\s*\\R\\s*", " "));
    }
}
