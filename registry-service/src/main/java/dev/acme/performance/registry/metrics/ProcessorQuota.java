package dev.acme.performance.registry.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often this process's control group had to stand still because its processor time was used up, under the names that
 * cAdvisor gives it; silent where there is no limit or no group to be read. Of cgroup v2, and of v1 as containers see it.
 */
public final class ProcessorQuota extends Collector {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Path> files;

    private ProcessorQuota(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /**
     * Of this process.
     *
     * @param root the file system's root
     */
    public static ProcessorQuota of(Path root) {
        Path mount = root.resolve("sys/fs/cgroup");
        return new ProcessorQuota(List.of(
                mount.resolve(ownGroup(root)).resolve("cpu.stat"),
                mount.resolve("cpu.stat"),
                mount.resolve("cpu/cpu.stat"),
                mount.resolve("cpu,cpuacct/cpu.stat")));
    }

    @Override
    public List<MetricFamilySamples> collect() {
        var told = files.stream()
                .map(ProcessorQuota::read)
                .filter(stat -> stat.getOrDefault("nr_periods", 0L) > 0)
                .findFirst();
        return told.map(ProcessorQuota::families).orElse(List.of());
    }

    private static List<MetricFamilySamples> families(Map<String, Long> stat) {
        double seconds = stat.containsKey("throttled_usec")
                ? stat.getOrDefault("throttled_usec", 0L) / MICROS_PER_SECOND
                : stat.getOrDefault("throttled_time", 0L) / NANOS_PER_SECOND;
        return List.of(
                new CounterMetricFamily(
                        "container_cpu_cfs_periods",
                        "Periods in which the quota was counted.",
                        stat.getOrDefault("nr_periods", 0L)),
                new CounterMetricFamily(
                        "container_cpu_cfs_throttled_periods",
                        "Periods in which the quota was used up.",
                        stat.getOrDefault("nr_throttled", 0L)),
                new CounterMetricFamily(
                        "container_cpu_cfs_throttled_seconds", "Time of standing still, of all threads.", seconds));
    }

    /** Below the mount, as version 2 names it; a container sees its own group at the mount's top. */
    private static String ownGroup(Path root) {
        return lines(root.resolve("proc/self/cgroup")).stream()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> line.substring("0::/".length()))
                .findFirst()
                .orElse("");
    }

    private static Map<String, Long> read(Path file) {
        var stat = new HashMap<String, Long>();
        for (String line : lines(file)) {
            var parts = line.split(" ", 2);
            if (parts.length == 2 && parts[1].matches("[0-9]{1,18}")) {
                stat.put(parts[0], Long.valueOf(parts[1]));
            }
        }
        return stat;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
