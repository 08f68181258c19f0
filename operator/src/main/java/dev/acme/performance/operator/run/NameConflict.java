package dev.acme.performance.operator.run;

/** An object of somebody else has the name that a child needs. */
final class NameConflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    NameConflict(String kind, String name) {
        this(kind + " " + name + " exists and is not this run's: delete or rename it");
    }

    private NameConflict(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
