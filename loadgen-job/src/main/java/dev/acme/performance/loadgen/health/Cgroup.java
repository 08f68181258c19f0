package dev.acme.performance.loadgen.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the process's control group says of its processor time, version 2 or 1; silent where there is none. */
final class Cgroup {
    private final Path directory;
    private final boolean isVersion2;

    private Cgroup(Path directory, boolean isVersion2) {
        this.directory = directory;
        this.isVersion2 = isVersion2;
    }

    /** {@code root} is the file system's root. */
    static Optional<Cgroup> of(Path root) {
        List<String> lines = lines(root.resolve("proc/self/cgroup"));
        Path mount = root.resolve("sys/fs/cgroup");
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains("cpu")) {
                return at(mount.resolve(parts[1]), parts[2], false)
                        .or(() -> at(mount.resolve("cpu"), parts[2], false))
                        .or(() -> at(mount.resolve("cpu,cpuacct"), parts[2], false));
            }
        }
        for (String line : lines) {
            if (line.startsWith("0::")) {
                return at(mount, line.substring(3), true);
            }
        }
        return Optional.empty();
    }

    /** A container sees its own group at the mount's top, under whatever name it has outside. */
    private static Optional<Cgroup> at(Path mount, String group, boolean isVersion2) {
        Path own = mount.resolve(group.substring(1));
        Path directory = Files.exists(own.resolve("cpu.stat")) ? own : mount;
        return Files.exists(directory.resolve("cpu.stat"))
                ? Optional.of(new Cgroup(directory, isVersion2))
                : Optional.empty();
    }

    String version() {
        return isVersion2 ? "v2" : "v1";
    }

    /** Processors' worth of time that the group may use, empty where it is not limited. */
    OptionalDouble processors() {
        List<String> quota = isVersion2
                ? List.of(String.join(" ", lines(directory.resolve("cpu.max"))).split(" ", -1))
                : List.of(first("cpu.cfs_quota_us"), first("cpu.cfs_period_us"));
        if (quota.size() < 2 || !isPositive(quota.get(0)) || !isPositive(quota.get(1))) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Long.parseLong(quota.get(0)) / (double) Long.parseLong(quota.get(1)));
    }

    /** Enforcement periods so far, empty where the group is not limited. */
    Optional<Periods> periods() {
        long all = -1;
        long throttled = -1;
        for (String line : lines(directory.resolve("cpu.stat"))) {
            String[] parts = line.split(" ", 2);
            if (parts.length == 2 && isPositive("1" + parts[1])) {
                all = parts[0].equals("nr_periods") ? Long.parseLong(parts[1]) : all;
                throttled = parts[0].equals("nr_throttled") ? Long.parseLong(parts[1]) : throttled;
            }
        }
        return all < 0 || throttled < 0 ? Optional.empty() : Optional.of(new Periods(all, throttled));
    }

    /** Counters since the group exists. */
    record Periods(long all, long throttled) {

        /** Percent of the periods since {@code before} in which the group had to stand still. */
        double throttledPercentSince(Periods before) {
            long passed = all - before.all;
            return passed <= 0 ? 0 : 100.0 * (throttled - before.throttled) / passed;
        }
    }

    private String first(String file) {
        List<String> lines = lines(directory.resolve(file));
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    private static boolean isPositive(String text) {
        return text.matches("[0-9]{1,18}") && !text.equals("0");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
