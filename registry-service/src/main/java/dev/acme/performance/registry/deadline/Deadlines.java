package dev.acme.performance.registry.deadline;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what has waited too long: one sweeper watches the current deadline of every socket. */
public final class Deadlines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    /** How late an expiry may be noticed. */
    static final Duration TICK = Duration.ofMillis(100);

    private final Set<Deadline> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadlines").factory());

    public Deadlines() {
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Watches a target, with no deadline yet; the target is closed by the sweeper when one passes. */
    public Deadline watch(Closeable target) {
        var deadline = new Deadline(target, this);
        watched.add(deadline);
        return deadline;
    }

    void forget(Deadline deadline) {
        watched.remove(deadline);
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }

    private void sweep() {
        long now = System.nanoTime();
        var late = watched.stream().filter(deadline -> deadline.expire(now)).toList();
        for (var deadline : late) {
            watched.remove(deadline);
            close(deadline.target());
        }
    }

    private static void close(Closeable target) {
        try {
            target.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("closing {} after its deadline failed", target, e);
        }
    }
}
