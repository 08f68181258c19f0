package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.stats.SecondPercentiles;
import dev.acme.performance.loadgen.stats.Tally;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Coordinates one run: starts the threads, lets them through the gates, keeps the seconds, collects what they measured. */
public final class LoadRun {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final LoadPlan plan;
    private final RunWatch watch;
    private final RunControl control;
    private final List<Worker> workers;
    private final ProgressMeter meter;
    private final Spread spread;
    private final Meeting meeting;

    public LoadRun(LoadPlan plan, RunWatch watch) throws IOException {
        this(plan, watch, Meeting.ALONE);
    }

    public LoadRun(LoadPlan plan, RunWatch watch, Meeting meeting) throws IOException {
        this.meeting = meeting;
        this.plan = plan;
        this.watch = watch;
        control = new RunControl(plan.threads());
        spread = new Spread(plan.addresses());
        workers = Crew.of(plan, new Crew.Shared(control, spread));
        meter = new ProgressMeter(plan, workers);
    }

    /** For any thread: the run ends at once with what was measured so far. */
    public void stop() {
        control.stop();
        meeting.close();
        for (Worker worker : workers) {
            worker.wake();
        }
    }

    /** For any thread: which replicas there are by now. */
    public void found(List<InetSocketAddress> addresses) {
        spread.found(addresses);
    }

    /** Blocks until the run is over. Throws {@link LoadFailed} where a thread broke, or the meeting failed. */
    public LoadOutcome run() throws InterruptedException {
        try {
            return measured();
        } catch (LoadFailed e) {
            control.fail(e);
            control.warmupGate().open(System.nanoTime());
            control.startGate().open(System.nanoTime());
            throw e;
        } finally {
            meeting.close();
        }
    }

    private LoadOutcome measured() throws InterruptedException {
        for (int i = 0; i < workers.size(); i++) {
            Thread.ofPlatform().name("selector-" + i).start(workers.get(i));
        }
        watch.connecting();
        if (plan.warmupNanos() > 0) {
            awaitConnected(control.warmupGate());
            warmUp();
        } else {
            awaitConnected(control.startGate());
        }
        meeting.await();
        watch.ready();
        var percentiles = new SecondPercentiles(tallies());
        emptyNursery();
        long start = open(control.startGate());
        var startedAt = Instant.now().plusNanos(start - System.nanoTime());
        follow(start, percentiles);
        long stopped = control.isCutShort() ? System.nanoTime() : Harvest.NOT_STOPPED;
        Optional<Throwable> failure = control.failure();
        if (failure.isPresent()) {
            throw new LoadFailed(failure.get());
        }
        return new Harvest(plan, spread, workers).outcome(startedAt, start, stopped, percentiles);
    }

    /** Each thread has a deadline for what it does before a gate, so this ends. */
    private void awaitConnected(StartGate gate) throws InterruptedException {
        while (!gate.haveAllCome(SECOND_NANOS) && !control.isStopped()) {
            watch.progress(meter.connecting());
        }
    }

    private void warmUp() throws InterruptedException {
        long start = open(control.warmupGate());
        while (!control.startGate().haveAllCome(SECOND_NANOS) && !control.isStopped()) {
            watch.progress(meter.warmingUp(start, System.nanoTime()));
        }
    }

    /** What starting up left behind is collected now, or a short window would pay for it. */
    private static void emptyNursery() {
        System.gc();
    }

    private List<Tally> tallies() {
        var tallies = new ArrayList<Tally>(workers.size());
        for (Worker worker : workers) {
            tallies.add(worker.measured());
        }
        return tallies;
    }

    private long open(StartGate gate) throws InterruptedException {
        long start = meeting.start();
        meter.begin(start);
        gate.open(start);
        return start;
    }

    private void follow(long start, SecondPercentiles percentiles) throws InterruptedException {
        watch.windowStarted();
        boolean isWindowOpen = true;
        long seconds = 1;
        while (!control.haveAllEnded(start + seconds * SECOND_NANOS - System.nanoTime())) {
            long now = System.nanoTime();
            percentiles.collect();
            if (isWindowOpen) {
                watch.secondPassed();
                isWindowOpen = now - start < plan.windowNanos();
                if (!isWindowOpen) {
                    watch.windowEnded();
                }
            }
            watch.progress(meter.measuring(start, now, percentiles.latest()));
            seconds = (now - start) / SECOND_NANOS + 1;
        }
        if (isWindowOpen) {
            watch.windowEnded();
        }
        percentiles.collect();
    }
}
