package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.loadgen.stats.SecondPercentiles;
import dev.acme.performance.loadgen.stats.Tally;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** How far a run has come, from the threads' live counters. */
final class ProgressMeter {
    private static final double SECOND_NANOS = 1e9;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final LoadPlan plan;
    private final List<Worker> workers;
    private long requestsBefore;
    private long bytesBefore;
    private long before;

    ProgressMeter(LoadPlan plan, List<Worker> workers) {
        this.plan = plan;
        this.workers = List.copyOf(workers);
    }

    /** A stage starts: its rates count from here. */
    void begin(long now) {
        requestsBefore = 0;
        bytesBefore = 0;
        before = now;
    }

    RunProgress connecting() {
        long attempts = sum(worker -> worker.connects().liveAttempts());
        double percent = percent(attempts, plan.profile().clients());
        return new RunProgress(RunProgress.Stage.CONNECTING, percent, 0, 0, 0, 0, 0, null, null);
    }

    RunProgress warmingUp(long start, long now) {
        return progress(
                RunProgress.Stage.WARMUP,
                percent(now - start, plan.warmupNanos()),
                now,
                Worker::warmup,
                Optional.empty());
    }

    RunProgress measuring(long start, long now, Optional<SecondPercentiles.Pair> latest) {
        double percent = plan.profile().mode() == LoadMode.BURST
                ? percent(
                        sum(worker -> worker.measured().liveRequests()),
                        (long) plan.profile().clients() * plan.profile().requestsPerClient())
                : percent(now - start, plan.windowNanos());
        return progress(RunProgress.Stage.MEASURING, percent, now, Worker::measured, latest);
    }

    private RunProgress progress(
            RunProgress.Stage stage,
            double percent,
            long now,
            Function<Worker, Tally> tally,
            Optional<SecondPercentiles.Pair> latest) {
        long requests = sum(worker -> tally.apply(worker).liveRequests());
        long bytes = sum(worker -> tally.apply(worker).liveBytes());
        double seconds = Math.max(1, now - before) / SECOND_NANOS;
        var progress = new RunProgress(
                stage,
                percent,
                requests,
                sum(worker -> tally.apply(worker).liveFailures()),
                tenths((requests - requestsBefore) / seconds),
                bytes,
                tenths((bytes - bytesBefore) / BYTES_PER_MEGABYTE / seconds),
                latest.map(SecondPercentiles.Pair::p50Ms).orElse(null),
                latest.map(SecondPercentiles.Pair::p99Ms).orElse(null));
        requestsBefore = requests;
        bytesBefore = bytes;
        before = now;
        return progress;
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
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
