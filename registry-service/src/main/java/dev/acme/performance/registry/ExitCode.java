package dev.acme.performance.registry;

/** What the process's exit tells its parent; the numbers are those of sysexits.h. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 64;
    static final int UNAVAILABLE = 69;

    private ExitCode() {}
}
