package dev.acme.performance.loadgen.drive;

/** What a thread does with its clients between two waits. */
sealed interface Phase extends Dialer.Listener permits ConnectPhase, Exchanges, Rehearsal {
    /** Everything is made before: only {@code start}, nanoseconds of {@link System#nanoTime}, comes now. */
    void begin(Connection[] clients, long start);

    /** Does all that time brings. */
    void advance(long now);

    /** Nanoseconds until {@link #advance} has something to do; {@link DelayLine#NEVER} where only events bring work. */
    long untilDue(long now);

    /** Nothing is under way and nothing will be. */
    boolean isOver(long now);

    /** The kernel takes more of a request. */
    void writable(Connection client);

    /** Bytes came, or the connection's end. */
    void readable(Connection client);
}
