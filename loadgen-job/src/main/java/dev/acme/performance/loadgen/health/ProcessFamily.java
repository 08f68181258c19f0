package dev.acme.performance.loadgen.health;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Processes and all that descend from them: those that belong to a run, on a machine where pods are processes. In a container
 * the others cannot be seen, so nothing can be said of them.
 *
 * @param heads process ids
 */
public record ProcessFamily(Set<Long> heads) {
    public ProcessFamily {
        heads = Set.copyOf(heads);
    }

    /** Names the processes whose descendants belong to the run, such as {@code 4711,4719}: a daemon descends from nobody. */
    public static final String VARIABLE = "PROCESS_FAMILY";

    private static final double TICK_NANOS = 1e7;

    /** Of what the environment names, if there is such a process. */
    public static Optional<ProcessFamily> of(@Nullable String named) {
        Set<Long> heads = Stream.of((named == null ? "" : named).split(","))
                .map(pid -> SystemFiles.number(pid, 0))
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .filter(pid -> ProcessHandle.of(pid).isPresent())
                .collect(Collectors.toUnmodifiableSet());
        return heads.isEmpty() ? Optional.empty() : Optional.of(new ProcessFamily(heads));
    }

    /** Processor time of those that live, in ticks of 10 ms. */
    double processorTicks() {
        return heads.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(head -> Stream.concat(Stream.of(head), head.descendants()))
                .distinct()
                .mapToDouble(ProcessFamily::ticks)
                .sum();
    }

    private static double ticks(ProcessHandle process) {
        Optional<Duration> used = process.info().totalCpuDuration();
        return used.isPresent() ? used.get().toNanos() / TICK_NANOS : 0;
    }
}
