package dev.acme.performance.local.node;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again, and tells when what it sees has changed for good. */
final class ProbeLoop {
    private static final Duration EARLY = Duration.ofMillis(100);

    private final ProbePlan plan;
    private final Prober prober;
    private final Prober.Exec exec;
    private final Listener listener;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private ProbeTally tally = ProbeTally.NONE;
    private boolean hasPassed;

    /** Who wants to know. */
    interface Listener {
        /** Enough answers in a row were good, or bad; told again only after the opposite. */
        void convinced(ProbeKind kind, boolean isGood);

        /** One answer was bad. */
        void failed(ProbeKind kind, String message);
    }

    private ProbeLoop(ProbePlan plan, Prober prober, Prober.Exec exec, Listener listener) {
        this.plan = plan;
        this.prober = prober;
        this.exec = exec;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("probe-" + plan.kind().word()).unstarted(this::run);
    }

    static ProbeLoop start(ProbePlan plan, Prober prober, Prober.Exec exec, Listener listener) {
        var loop = new ProbeLoop(plan, prober, exec, listener);
        loop.thread.start();
        return loop;
    }

    ProbeKind kind() {
        return plan.kind();
    }

    void stop() {
        stop.countDown();
        thread.interrupt();
    }

    private void run() {
        try {
            boolean isStopped = stop.await(plan.timing().initialDelay().toMillis(), TimeUnit.MILLISECONDS);
            while (!isStopped) {
                long next = System.nanoTime() + plan.timing().period().toNanos();
                take(look(), true);
                while (isEarly()
                        && System.nanoTime() + EARLY.toNanos() < next
                        && !stop.await(EARLY.toMillis(), TimeUnit.MILLISECONDS)) {
                    take(look(), false);
                }
                isStopped = stop.await(next - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isEarly() {
        return plan.kind().looksEarly() && !hasPassed;
    }

    private Prober.Seen look() throws InterruptedException {
        return prober.look(plan.action(), plan.timing().timeout(), exec);
    }

    /** What is seen between two periods counts only where it is good. */
    private void take(Prober.Seen seen, boolean isScheduled) {
        if (!seen.isGood() && !isScheduled) {
            return;
        }
        tally = tally.after(seen.isGood());
        if (!seen.isGood()) {
            listener.failed(plan.kind(), seen.message());
        }
        if (tally.isConvincinglyGood(plan) && !hasPassed) {
            hasPassed = true;
            listener.convinced(plan.kind(), true);
        } else if (tally.isConvincinglyBad(plan)) {
            hasPassed = false;
            tally = ProbeTally.NONE;
            listener.convinced(plan.kind(), false);
        }
    }
}
