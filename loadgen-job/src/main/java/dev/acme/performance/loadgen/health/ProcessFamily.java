package dev.acme.performance.loadgen.health;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A process and all that descend from it: the processes that belong to a run, on a machine where pods are processes. In a
 * container the others cannot be seen, so nothing can be said of them.
 */
public record ProcessFamily(long pid) {
    /** Names the process whose descendants belong to the run. */
    public static final String VARIABLE = "PROCESS_FAMILY";

    private static final double TICK_NANOS = 1e7;

    /** Of what the environment names, if there is such a process. */
    public static Optional<ProcessFamily> of(@Nullable String named) {
        OptionalLong pid = SystemFiles.number(named == null ? "" : named, 0);
        return pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isPresent()
                ? Optional.of(new ProcessFamily(pid.getAsLong()))
                : Optional.empty();
    }

    /** Processor time of those that live, in ticks of 10 ms. */
    double processorTicks() {
        Optional<ProcessHandle> head = ProcessHandle.of(pid);
        if (head.isEmpty()) {
            return 0;
        }
        double ticks = ticks(head.get());
        for (Iterator<ProcessHandle> members = head.get().descendants().iterator(); members.hasNext(); ) {
            ticks += ticks(members.next());
        }
        return ticks;
    }

    private static double ticks(ProcessHandle process) {
        Optional<Duration> used = process.info().totalCpuDuration();
        return used.isPresent() ? used.get().toNanos() / TICK_NANOS : 0;
    }
}
