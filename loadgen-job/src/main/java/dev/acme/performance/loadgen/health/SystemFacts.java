package dev.acme.performance.loadgen.health;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/**
 * What this machine is set to, as far as it tells.
 *
 * @param limits open files of this process and local ports
 * @param usedPorts sockets that use or wait to give back a local port
 * @param acceptQueue longest queue of connections that a program here has not accepted yet
 * @param governors how the frequencies of the processors are chosen, each once
 * @param processors those that this process may use
 * @param quota processors' worth of time that its control group may use
 * @param throttledPercent periods so far in which that group had to stand still
 * @param runnable programs that wanted a processor in the last minute, on average
 */
public record SystemFacts(
        MachineLimits limits,
        OptionalLong usedPorts,
        OptionalLong acceptQueue,
        List<String> governors,
        int processors,
        OptionalDouble quota,
        OptionalDouble throttledPercent,
        OptionalDouble runnable) {

    private static final int MOST_PROCESSORS = 1_024;

    public SystemFacts {
        governors = List.copyOf(governors);
    }

    /** {@code root} is the file system's root. */
    public static SystemFacts read(Path root) {
        return read(root, Runtime.getRuntime().availableProcessors());
    }

    static SystemFacts read(Path root, int processors) {
        var files = new SystemFiles(root);
        Optional<Cgroup> cgroup = Cgroup.of(root);
        Optional<Cgroup.Periods> periods = cgroup.flatMap(Cgroup::periods);
        return new SystemFacts(
                MachineLimits.read(root),
                usedPorts(files),
                files.number("proc/sys/net/core/somaxconn"),
                governors(files),
                processors,
                cgroup.isPresent() ? cgroup.get().processors() : OptionalDouble.empty(),
                periods.isPresent()
                        ? OptionalDouble.of(periods.get().throttledPercentSince(new Cgroup.Periods(0, 0)))
                        : OptionalDouble.empty(),
                runnable(files));
    }

    static List<String> governors(SystemFiles files) {
        var governors = new ArrayList<String>();
        int seen = 0;
        for (Path folder : files.folders("sys/devices/system/cpu", "cpu[0-9]*")) {
            Optional<String> governor =
                    files.first(folder.resolve("cpufreq/scaling_governor").toString());
            if (governor.isPresent() && !governors.contains(governor.get()) && seen < MOST_PROCESSORS) {
                governors.add(governor.get());
            }
            seen++;
        }
        return governors;
    }

    /** Line {@code TCP: inuse 5 orphan 0 tw 12 …}. */
    private static OptionalLong usedPorts(SystemFiles files) {
        Optional<String> sockets = files.value("proc/net/sockstat", "TCP:");
        if (sockets.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong inUse = SystemFiles.number(sockets.get(), 1);
        OptionalLong waiting = SystemFiles.number(sockets.get(), 5);
        return inUse.isPresent() && waiting.isPresent()
                ? OptionalLong.of(inUse.getAsLong() + waiting.getAsLong())
                : OptionalLong.empty();
    }

    private static OptionalDouble runnable(SystemFiles files) {
        try {
            Optional<String> load = files.first("proc/loadavg");
            return load.isPresent()
                    ? OptionalDouble.of(Double.parseDouble(new StringTokenizer(load.get()).nextToken()))
                    : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
