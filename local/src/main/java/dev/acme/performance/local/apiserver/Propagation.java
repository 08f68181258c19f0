package dev.acme.performance.local.apiserver;

/** What happens to the objects that a deleted object owns. */
public enum Propagation {
    /** They are deleted afterwards. */
    BACKGROUND("Background"),
    /** They are deleted first. */
    FOREGROUND("Foreground"),
    /** They stay, without that owner. */
    ORPHAN("Orphan");

    private final String word;

    Propagation(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Propagation named(String word) {
        for (var propagation : values()) {
            if (propagation.word.equals(word)) {
                return propagation;
            }
        }
        throw ApiFailure.badRequest("invalid propagationPolicy: " + word);
    }
}
