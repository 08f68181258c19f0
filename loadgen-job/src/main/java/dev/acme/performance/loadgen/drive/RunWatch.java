package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.RunProgress;

/** Told what a run does while it does it, by the one thread that coordinates it. */
public interface RunWatch {
    /** Once a second, from connecting to the end. */
    void progress(RunProgress progress);

    /** Connecting goes on: time for preparations. */
    void connecting();

    /** Every client is connected and warm; nothing is under way, and the common start waits for this. */
    void ready();

    /** The measured window starts. */
    void windowStarted();

    /** Another whole second of the measured window has passed. */
    void secondPassed();

    /** The measured window ended: the last answer came, or its time is over. */
    void windowEnded();
}
