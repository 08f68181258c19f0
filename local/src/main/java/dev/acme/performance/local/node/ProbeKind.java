package dev.acme.performance.local.node;

/** What a probe decides. */
enum ProbeKind {
    /** Whether the program has come up; the others wait for it. */
    STARTUP("Startup"),
    /** Whether it is to be given work. */
    READINESS("Readiness"),
    /** Whether it is to be restarted. */
    LIVENESS("Liveness");

    private final String word;

    ProbeKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** A probe that has yet to pass once may look more often than its period, so that nobody waits for a ready pod. */
    boolean looksEarly() {
        return switch (this) {
            case STARTUP, READINESS -> true;
            case LIVENESS -> false;
        };
    }
}
