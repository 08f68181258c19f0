package dev.acme.performance.loadgen.drive;

/** The instrument itself broke: nothing that it measured counts. */
public final class LoadFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LoadFailed(String message, Throwable cause) {
        super(message, cause);
    }

    LoadFailed(Throwable cause) {
        super("a selector thread broke: " + cause, cause);
    }
}
