package dev.acme.performance.loadgen.health;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/** Watches the process's own resources over the measured window: start, every whole second, end. */
public final class HealthWatch {
    private static final double SECOND_NANOS = 1e9;

    private final Path root;
    private final int processors;
    private final Meters meters;
    private Optional<Cgroup> cgroup = Optional.empty();
    private double cpuLimit;
    private Sample start = new Sample(0, 0);
    private Sample last = start;
    private Sample end = start;
    private Optional<Cgroup.Periods> periods = Optional.empty();
    private OptionalDouble throttledPercent = OptionalDouble.empty();
    private OptionalDouble worstSecond = OptionalDouble.empty();
    private long gcMillisAtStart;
    private long gcMillisAtEnd;

    /** Of this process. */
    public HealthWatch() {
        this(
                Path.of("/"),
                Runtime.getRuntime().availableProcessors(),
                new Meters(System::nanoTime, HealthWatch::cpu, HealthWatch::collecting));
    }

    /** {@code root} is the file system's root. */
    HealthWatch(Path root, int processors, Meters meters) {
        this.root = root;
        this.processors = processors;
        this.cpuLimit = processors;
        this.meters = meters;
    }

    /** Finds the limits and asks once for all that is asked later, so that the first answer comes fast when it counts. */
    public void prepare() {
        cgroup = Cgroup.of(root);
        if (cgroup.isPresent()) {
            cpuLimit = Math.min(processors, cgroup.get().processors().orElse(processors));
        }
        start = sample();
        gcMillisAtStart = meters.gcMillis.getAsLong();
    }

    public void windowStarted() {
        gcMillisAtStart = meters.gcMillis.getAsLong();
        start = sample();
        last = start;
        periods = cgroup.flatMap(Cgroup::periods);
    }

    public void secondPassed() {
        Sample now = sample();
        worstSecond = OptionalDouble.of(Math.max(worstSecond.orElse(0), now.cpuPercentSince(last, cpuLimit)));
        last = now;
    }

    public void windowEnded() {
        end = sample();
        gcMillisAtEnd = meters.gcMillis.getAsLong();
        Optional<Cgroup.Periods> after = cgroup.flatMap(Cgroup::periods);
        if (after.isPresent() && periods.isPresent()) {
            throttledPercent = OptionalDouble.of(after.get().throttledPercentSince(periods.get()));
        }
    }

    /** After the window. */
    public Health health() {
        return new Health(
                (end.nanos - start.nanos) / SECOND_NANOS,
                (end.cpuNanos - start.cpuNanos) / SECOND_NANOS,
                cpuLimit,
                worstSecond,
                gcMillisAtEnd - gcMillisAtStart,
                throttledPercent);
    }

    private Sample sample() {
        return new Sample(meters.nanos.getAsLong(), meters.cpuNanos.getAsLong());
    }

    private static long collecting() {
        long sum = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            sum += Math.max(0, collector.getCollectionTime());
        }
        return sum;
    }

    /** In steps of 10 ms on Linux. */
    private static long cpu() {
        Optional<Duration> total = ProcessHandle.current().info().totalCpuDuration();
        return total.isPresent() ? total.get().toNanos() : 0;
    }

    /** What is read of this process: a clock, its processor time so far, and the time that collectors stopped it so far. */
    record Meters(LongSupplier nanos, LongSupplier cpuNanos, LongSupplier gcMillis) {}

    private record Sample(long nanos, long cpuNanos) {

        double cpuPercentSince(Sample before, double cpuLimit) {
            return 100.0 * (cpuNanos - before.cpuNanos) / Math.max(1, nanos - before.nanos) / cpuLimit;
        }
    }
}
