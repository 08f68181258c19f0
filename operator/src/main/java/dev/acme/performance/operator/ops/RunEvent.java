package dev.acme.performance.operator.ops;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Something that happened to an object in one of its attempts. */
public record RunEvent(HasMetadata about, int attempt, Type type, String reason, String message) {
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
