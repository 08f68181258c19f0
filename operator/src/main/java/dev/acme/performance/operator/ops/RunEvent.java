package dev.acme.performance.operator.ops;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Something that happened to an object in one of its attempts.
 *
 * @param place in the attempt's story, 0 to 9: Events are written to the second, and kubectl shows those of one second by name
 */
public record RunEvent(HasMetadata about, int attempt, int place, Type type, String reason, String message) {
    private static final int LAST = 9;

    /** Of no story, or at its end. */
    public RunEvent(HasMetadata about, int attempt, Type type, String reason, String message) {
        this(about, attempt, LAST, type, reason, message);
    }

    /** Whether somebody should look. */
    public enum Type {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
