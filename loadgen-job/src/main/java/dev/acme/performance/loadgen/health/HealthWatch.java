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
    private final LongSupplier clock;
    private final LongSupplier cpuNanos;
    private Optional<Cgroup> cgroup = Optional.empty();
    private double cpuLimit;
    private Sample start = new Sample(0, 0);
    private Sample last = start;
    private Sample end = start;
    private Optional<Cgroup.Periods> periods = Optional.empty();
    private OptionalDouble throttledPercent = OptionalDouble.empty();
    private OptionalDouble worstSecond = OptionalDouble.empty();
    private long gcMillisBefore;

    /** Of this process. */
    public HealthWatch() {
        this(Path.of("/"), Runtime.getRuntime().availableProcessors(), System::nanoTime, HealthWatch::cpu);
    }

    /** {@code root} is the file system's root; {@code cpuNanos} the process's own time so far. */
    HealthWatch(Path root, int processors, LongSupplier clock, LongSupplier cpuNanos) {
        this.root = root;
        this.processors = processors;
        this.cpuLimit = processors;
        this.clock = clock;
        this.cpuNanos = cpuNanos;
    }

    /** Finds the limits and asks for the time once, so that the first answer comes fast when it counts. */
    public void prepare() {
        cgroup = Cgroup.of(root);
        if (cgroup.isPresent()) {
            cpuLimit = Math.min(processors, cgroup.get().processors().orElse(processors));
        }
        start = sample();
    }

    /** Collections so far do not count. Asking for the first time costs more than a short start may take. */
    public void countCollectionsFromHere() {
        gcMillisBefore = gcMillis();
    }

    public void windowStarted() {
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
        Optional<Cgroup.Periods> after = cgroup.flatMap(Cgroup::periods);
        if (after.isPresent() && periods.isPresent()) {
            throttledPercent = OptionalDouble.of(after.get().throttledPercentSince(periods.get()));
        }
    }

    /**
     * After the window. Where {@link #countCollectionsFromHere} was not called, the collectors' time counts from the
     * process's start: an upper bound.
     */
    public Health health() {
        return new Health(
                (end.nanos - start.nanos) / SECOND_NANOS,
                (end.cpuNanos - start.cpuNanos) / SECOND_NANOS,
                cpuLimit,
                worstSecond,
                gcMillis() - gcMillisBefore,
                throttledPercent);
    }

    private Sample sample() {
        return new Sample(clock.getAsLong(), cpuNanos.getAsLong());
    }

    private static long gcMillis() {
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

    private record Sample(long nanos, long cpuNanos) {

        double cpuPercentSince(Sample before, double cpuLimit) {
            return 100.0 * (cpuNanos - before.cpuNanos) / Math.max(1, nanos - before.nanos) / cpuLimit;
        }
    }
}
