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

    private final Optional<Cgroup> cgroup;
    private final double cpuLimit;
    private final LongSupplier clock;
    private final LongSupplier cpuNanos;
    private Sample start = new Sample(0, 0);
    private Sample last = start;
    private Sample end = start;
    private Optional<Cgroup.Periods> periods = Optional.empty();
    private OptionalDouble throttledPercent = OptionalDouble.empty();
    private double worstSecond = -1;

    /** Of this process. */
    public HealthWatch() {
        this(Cgroup.of(Path.of("/")), Runtime.getRuntime().availableProcessors(), System::nanoTime, HealthWatch::cpu);
    }

    HealthWatch(Optional<Cgroup> cgroup, int processors, LongSupplier clock, LongSupplier cpuNanos) {
        this.cgroup = cgroup;
        this.clock = clock;
        this.cpuNanos = cpuNanos;
        this.cpuLimit = Math.min(
                processors,
                cgroup.map(Cgroup::processors).flatMap(HealthWatch::boxed).orElse((double) processors));
    }

    public void windowStarted() {
        start = sample();
        last = start;
        periods = cgroup.flatMap(Cgroup::periods);
    }

    public void secondPassed() {
        Sample now = sample();
        worstSecond = Math.max(worstSecond, now.cpuPercentSince(last, cpuLimit));
        last = now;
    }

    public void windowEnded() {
        end = sample();
        throttledPercent = cgroup.flatMap(Cgroup::periods)
                .flatMap(after -> periods.map(after::throttledPercentSince))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /**
     * After the window. The collectors are asked only now, for asking costs more than a short window has: their time
     * counts from the process's start, an upper bound.
     */
    public Health health() {
        return new Health(
                (end.nanos - start.nanos) / SECOND_NANOS,
                (end.cpuNanos - start.cpuNanos) / SECOND_NANOS,
                cpuLimit,
                worstSecond < 0 ? OptionalDouble.empty() : OptionalDouble.of(worstSecond),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .filter(millis -> millis > 0)
                        .sum(),
                throttledPercent);
    }

    private Sample sample() {
        return new Sample(clock.getAsLong(), cpuNanos.getAsLong());
    }

    /** In steps of 10 ms on Linux. */
    private static long cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private record Sample(long nanos, long cpuNanos) {

        double cpuPercentSince(Sample before, double cpuLimit) {
            return 100.0 * (cpuNanos - before.cpuNanos) / Math.max(1, nanos - before.nanos) / cpuLimit;
        }
    }
}
