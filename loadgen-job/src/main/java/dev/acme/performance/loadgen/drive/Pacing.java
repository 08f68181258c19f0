package dev.acme.performance.loadgen.drive;

/** When clients send: the one place where the modes differ. Called on the measured path, by one thread. */
sealed interface Pacing permits BurstPacing, ClosedPacing, OpenPacing {

    /** The common start: the clients' first requests. */
    void begin(Connection[] clients, long start, Sender sender);

    /** A client's request ended, well or not, or its pause after a refusal did: the client is free. */
    void ended(Connection client, long now, Sender sender);

    /** A client that had no connection has one. */
    void opened(Connection client, long now, Sender sender);

    /** The server closed a client's connection while nothing was under way on it. */
    void lost(Connection client, long now, Sender sender);

    /** A client's connection was refused; whether that is the end of a request, which the client then carries. */
    boolean takesRefusal(Connection client, long now, Sender sender);

    /** Sends what is due. */
    void release(long now, Sender sender);

    /** Nanoseconds until {@link #release} has something to do; {@link DelayLine#NEVER} where it never will. */
    long untilDue(long now);

    /** Whether no request waits to be sent; those under way may still lead to more. */
    boolean isIdle(long now);

    /** The phase is over, or was cut short: what was planned is told, where there was a plan. */
    void finish();

    /** What pacing asks for. */
    interface Sender {
        /** Sends a request now, or as soon as the client's connection is open; times count from {@code intended}. */
        void send(Connection client, long intended);

        /** Sends a request now, on an open connection; how late its plan was seen is told already. */
        void sendPlanned(Connection client, long intended);

        /** Opens a connection for the client. */
        void connect(Connection client, long now);
    }
}
