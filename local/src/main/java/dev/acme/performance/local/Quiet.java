package dev.acme.performance.local;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the libraries' own talk off the terminal: only warnings are said, and those on standard error. */
final class Quiet {
    /** Held, because the JDK forgets a logger, and its level, that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    private Quiet() {}

    /** The rest is quiet by simplelogger.properties. */
    static void down() {
        ROOT.setLevel(Level.WARNING);
    }
}
