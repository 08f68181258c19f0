package dev.acme.performance.registry.host;

/** An environment did not come up. */
final class InitFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final String type;

    InitFailed(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }

    boolean isTimeout() {
        return type.equals(Environment.INIT_TIMED_OUT);
    }
}
