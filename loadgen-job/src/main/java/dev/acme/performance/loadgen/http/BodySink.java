package dev.acme.performance.loadgen.http;

import java.nio.ByteBuffer;

/** Where an answer's body goes. Called on the measured path: implementations neither allocate nor block. */
public interface BodySink {
    /** Whether an answer of that status can be a right one. */
    boolean awaits(int status);

    /**
     * The head is complete; {@code announced} is the body's length, or -1 where the head does not tell. False refuses
     * the answer: nothing more of it is read.
     */
    boolean begin(int status, long announced);

    /** The next piece of the body, from position to limit; must consume it whole. False refuses the rest. */
    boolean take(ByteBuffer piece);
}
