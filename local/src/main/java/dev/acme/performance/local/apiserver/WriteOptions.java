package dev.acme.performance.local.apiserver;

/** How a write is meant: only tried, and how strict about fields that do not exist. */
record WriteOptions(boolean isDryRun, FieldValidation validation) {
    static final WriteOptions USUAL = new WriteOptions(false, FieldValidation.WARN);

    /** What becomes of a field that does not exist. */
    enum FieldValidation {
        /** It is dropped. */
        IGNORE,
        /** It is dropped, and the answer says so. */
        WARN,
        /** The request is refused. */
        STRICT;

        static FieldValidation named(String word) {
            return switch (word) {
                case "", "Warn" -> WARN;
                case "Ignore" -> IGNORE;
                case "Strict" -> STRICT;
                default -> throw ApiFailure.badRequest("invalid fieldValidation: " + word);
            };
        }
    }
}
