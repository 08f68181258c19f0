package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.RunProgress;
import java.util.List;
import java.util.function.ToLongFunction;

/** How far a run has come, from the threads' live counters. */
final class ProgressMeter {
    private static final double SECOND_NANOS = 1e9;

    private final LoadPlan plan;
    private final List<Worker> workers;
    private long requestsBefore;
    private long before;

    ProgressMeter(LoadPlan plan, List<Worker> workers) {
        this.plan = plan;
        this.workers = List.copyOf(workers);
    }

    /** A stage starts: its rate counts from here. */
    void begin(long now) {
        requestsBefore = 0;
        before = now;
    }

    RunProgress connecting() {
        long attempts = sum(worker -> worker.connects().liveAttempts());
        return new RunProgress(
                RunProgress.Stage.CONNECTING, percent(attempts, plan.profile().clients()), 0, 0, 0, 0);
    }

    RunProgress warmingUp(long start, long now) {
        long requests = sum(worker -> worker.warmup().liveRequests());
        return new RunProgress(
                RunProgress.Stage.WARMUP,
                percent(now - start, plan.warmupNanos()),
                requests,
                sum(worker -> worker.warmup().liveFailures()),
                rate(requests, now),
                sum(worker -> worker.warmup().liveBytes()));
    }

    RunProgress measuring(long start, long now) {
        long requests = sum(worker -> worker.measured().liveRequests());
        double percent = plan.profile().mode() == LoadMode.BURST
                ? percent(
                        requests,
                        (long) plan.profile().clients() * plan.profile().requestsPerClient())
                : percent(now - start, plan.windowNanos());
        return new RunProgress(
                RunProgress.Stage.MEASURING,
                percent,
                requests,
                sum(worker -> worker.measured().liveFailures()),
                rate(requests, now),
                sum(worker -> worker.measured().liveBytes()));
    }

    /** Requests a second since the last call. */
    private double rate(long requests, long now) {
        double seconds = Math.max(1, now - before) / SECOND_NANOS;
        double rate = (requests - requestsBefore) / seconds;
        requestsBefore = requests;
        before = now;
        return Math.round(rate * 10) / 10.0;
    }

    private long sum(ToLongFunction<Worker> counter) {
        long sum = 0;
        for (Worker worker : workers) {
            sum += counter.applyAsLong(worker);
        }
        return sum;
    }

    private static double percent(long done, long all) {
        return Math.round(Math.clamp(1000.0 * done / all, 0, 1000)) / 10.0;
    }
}
