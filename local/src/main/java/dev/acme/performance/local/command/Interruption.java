package dev.acme.performance.local.command;

/** Ctrl-C and SIGTERM while a command is at work. */
final class Interruption implements AutoCloseable {
    /** As a shell reports a command that Ctrl-C ended. */
    static final int EXIT_CODE = 130;

    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** Says so when it happens, until it is closed. */
    static Interruption announced(Progress progress) {
        var hook = new Thread(() -> progress.end("perfrun: interrupted, stopping"), "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /** Whether this process is on its way out: what fails then fails because its other end has gone. */
    static boolean isUnderWay() {
        var probe = new Thread(() -> {}, "probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is at work
            return;
        }
    }
}
