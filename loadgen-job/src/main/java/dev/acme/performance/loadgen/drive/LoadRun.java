package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.loadgen.stats.SecondPercentiles;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

/** Coordinates one run: starts the threads, lets them through the gates, keeps the seconds, collects what they measured. */
public final class LoadRun {
    private static final long SECOND_NANOS = 1_000_000_000;
    /** Time for every thread to wake up before the common start. */
    private static final long LEAD_NANOS = 3_000_000;

    private final LoadPlan plan;
    private final RunWatch watch;
    private final RunControl control;
    private final List<Worker> workers;
    private final ProgressMeter meter;

    public LoadRun(LoadPlan plan, RunWatch watch) throws IOException {
        this.plan = plan;
        this.watch = watch;
        control = new RunControl(plan.threads());
        workers = Crew.of(plan, control);
        meter = new ProgressMeter(plan, workers);
    }

    /** For any thread: the run ends at once with what was measured so far. */
    public void stop() {
        control.stop();
        workers.forEach(Worker::wake);
    }

    /** Blocks until the run is over. Throws {@link LoadFailed} where a thread broke. */
    public LoadOutcome run() throws InterruptedException {
        for (int i = 0; i < workers.size(); i++) {
            Thread.ofPlatform().name("selector-" + i).start(workers.get(i));
        }
        if (plan.warmupNanos() > 0) {
            pass(control.warmupGate(), now -> meter.connecting());
            long start = open(control.warmupGate());
            pass(control.startGate(), now -> meter.warmingUp(start, now));
        } else {
            pass(control.startGate(), now -> meter.connecting());
        }
        long start = open(control.startGate());
        var startedAt = Instant.now().plusNanos(start - System.nanoTime());
        var percentiles =
                new SecondPercentiles(workers.stream().map(Worker::measured).toList());
        follow(start, percentiles);
        long end = System.nanoTime();
        control.failure().ifPresent(cause -> {
            throw new LoadFailed(cause);
        });
        return new Harvest(plan, workers)
                .outcome(startedAt, start, control.isCutShort() ? end : Long.MAX_VALUE, percentiles);
    }

    /** Waits until all threads stand before a gate. Each of them has a deadline for what it does until there. */
    private void pass(StartGate gate, LongFunction<RunProgress> progress) throws InterruptedException {
        while (!gate.haveAllCome(SECOND_NANOS) && !control.isStopped()) {
            watch.progress(progress.apply(System.nanoTime()));
        }
    }

    private long open(StartGate gate) {
        long start = System.nanoTime() + LEAD_NANOS;
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
            watch.progress(meter.measuring(start, now));
            seconds = (now - start) / SECOND_NANOS + 1;
        }
        if (isWindowOpen) {
            watch.windowEnded();
        }
        percentiles.collect();
    }
}
