package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.RunResult.Warmup;
import dev.acme.performance.loadgen.stats.ConnectRecord;
import dev.acme.performance.loadgen.stats.Measured;
import dev.acme.performance.loadgen.stats.Millis;
import dev.acme.performance.loadgen.stats.SecondPercentiles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings together what the threads of an ended run measured. */
final class Harvest {
    static final long NOT_STOPPED = Long.MAX_VALUE;
    private static final double SECOND_NANOS = 1e9;

    private final LoadPlan plan;
    private final Spread spread;
    private final List<Worker> workers;

    Harvest(LoadPlan plan, Spread spread, List<Worker> workers) {
        this.plan = plan;
        this.spread = spread;
        this.workers = List.copyOf(workers);
    }

    /** {@code start} and {@code stopped} in nanoseconds of {@link System#nanoTime}. */
    LoadOutcome outcome(Instant startedAt, long start, long stopped, SecondPercentiles percentiles) {
        var measured = new Measured(workers.stream().map(Worker::measured).toList());
        boolean isStopped = stopped != NOT_STOPPED;
        long toLastAnswer = Math.max(0, measured.lastEnd() - start);
        long elapsed = isStopped ? Math.max(0, stopped - start) : toLastAnswer;
        long window = plan.isTimed() ? plan.windowNanos() : elapsed;
        if (isStopped) {
            window = Math.min(window, elapsed);
        }
        return new LoadOutcome(
                startedAt,
                window,
                Math.max(window, elapsed),
                isStopped,
                measured,
                measured.series(percentiles),
                warmup(),
                ConnectRecord.merged(workers.stream().map(Worker::connects).toList()),
                workers.stream().mapToDouble(Worker::busyShare).max().orElse(0),
                spread.seen());
    }

    private @Nullable Warmup warmup() {
        if (plan.warmupNanos() == 0) {
            return null;
        }
        var warmup = new Measured(workers.stream().map(Worker::warmup).toList());
        return new Warmup(
                plan.warmupNanos() / SECOND_NANOS,
                warmup.counts().requests(),
                warmup.counts().failed(),
                warmup.counts().succeeded() == 0 ? null : Millis.rounded(warmup.meanMs()));
    }
}
