package dev.acme.performance.loadgen.health;

import dev.acme.performance.exchange.Noise;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads what else goes on on this machine, before the common start and at the window's end. */
public final class NoiseWatch {
    private static final double NANOS_PER_MICRO = 1e3;

    private final SystemFiles files;
    private final LongSupplier nanos;
    private final Optional<ProcessFamily> family;
    private Reading before = Reading.NONE;
    private Reading after = Reading.NONE;

    /**
     * Of this machine.
     *
     * @param family the processes that belong to the run, where all of them can be seen from here
     */
    public NoiseWatch(Optional<ProcessFamily> family) {
        this(Path.of("/"), System::nanoTime, family);
    }

    /** {@code root} is the file system's root. */
    NoiseWatch(Path root, LongSupplier nanos, Optional<ProcessFamily> family) {
        this.files = new SystemFiles(root);
        this.nanos = nanos;
        this.family = family;
    }

    public void begin() {
        before = read();
    }

    public void end() {
        after = read();
    }

    /** Between the two. */
    public Noise noise() {
        return new Noise(
                processors(after.steal, before.steal),
                family.isPresent() ? processors(after.busy - after.family, before.busy - before.family) : null,
                pressure(after.cpu, before.cpu),
                pressure(after.memory, before.memory),
                pressure(after.io, before.io));
    }

    private @Nullable Double processors(double now, double then) {
        double all = after.all - before.all;
        return all <= 0 ? null : rounded(100 * (now - then) / all);
    }

    private @Nullable Double pressure(OptionalLong now, OptionalLong then) {
        double passed = (after.nanos - before.nanos) / NANOS_PER_MICRO;
        return now.isEmpty() || then.isEmpty() || passed <= 0
                ? null
                : rounded(100 * (now.getAsLong() - then.getAsLong()) / passed);
    }

    private static double rounded(double percent) {
        return Math.clamp(Math.round(percent * 100) / 100.0, 0.0, 100.0);
    }

    private Reading read() {
        ProcessorTimes times =
                ProcessorTimes.of(files.value("proc/stat", "cpu ").orElse(""));
        return new Reading(
                nanos.getAsLong(),
                times.all(),
                times.busy(),
                times.steal(),
                family.isPresent() ? family.get().processorTicks() : 0,
                stalled("cpu", "some"),
                stalled("memory", "some"),
                stalled("io", "full"));
    }

    /** Microseconds so far, the last word of a line {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0}. */
    private OptionalLong stalled(String resource, String kind) {
        Optional<String> line = files.value("proc/pressure/" + resource, kind);
        int total = line.isPresent() ? line.get().indexOf("total=") : -1;
        return total < 0
                ? OptionalLong.empty()
                : SystemFiles.number(line.get().substring(total + "total=".length()), 0);
    }

    private record Reading(
            long nanos,
            double all,
            double busy,
            double steal,
            double family,
            OptionalLong cpu,
            OptionalLong memory,
            OptionalLong io) {
        static final Reading NONE =
                new Reading(0, 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }
}
