package dev.acme.performance.loadgen.drive;

/** When clients send: the one place where the modes differ. Called on the measured path, by one thread. */
sealed interface Pacing permits BurstPacing, ClosedPacing {

    /** The common start: the clients' first requests. */
    void begin(Connection[] clients, long start, Sender sender);

    /** A client's request ended, well or not: the client is free. */
    void ended(Connection client, long now, Sender sender);

    /** Sends what is due. */
    void release(long now, Sender sender);

    /** Nanoseconds until {@link #release} has something to do; {@link DelayLine#NEVER} where it never will. */
    long untilDue(long now);

    /** Whether a request whose connection had to be opened first may still be sent. */
    boolean admits(long now);

    /** Whether no request waits to be sent; those under way may still lead to more. */
    boolean isIdle(long now);

    /** Sends a request now, or as soon as the client's connection is open; times count from {@code intended}. */
    interface Sender {
        void send(Connection client, long intended);
    }
}
