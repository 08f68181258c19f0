package dev.acme.performance.loadgen.drive;

import java.time.Duration;

/** How the load generators of one run agree on an instant. Blocking calls of the coordinating thread. */
public interface Meeting extends AutoCloseable {
    /** For all to be there: pods of other nodes may still wait for their image. */
    Duration LIMIT = Duration.ofMinutes(5);

    /** Time for every thread to wake up before a common start. */
    long LEAD_NANOS = 3_000_000;

    /** One load generator agrees with itself. */
    Meeting ALONE = new Meeting() {
        @Override
        public void await() {
            // nobody else is to come
        }

        @Override
        public long start() {
            return System.nanoTime() + LEAD_NANOS;
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /** Returns when all have come here. Throws {@link LoadFailed} where one was lost, or did not come in time. */
    void await() throws InterruptedException;

    /** An instant of {@link System#nanoTime} in the near future, the same for all. Throws as {@link #await}. */
    long start() throws InterruptedException;

    /** Whoever waits for this one is told that it will not come. */
    @Override
    void close();
}
