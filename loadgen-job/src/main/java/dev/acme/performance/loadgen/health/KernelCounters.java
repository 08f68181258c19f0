package dev.acme.performance.loadgen.health;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** What the kernel counts of its troubles since it started, for machines whose log is not to be read; 0 where it does not. */
record KernelCounters(long kills, long throttles, long memoryErrors) {
    static final KernelCounters NONE = new KernelCounters(0, 0, 0);

    private static final String PROCESSORS = "sys/devices/system/cpu";
    private static final String MEMORY_CONTROLLERS = "sys/devices/system/edac/mc";
    private static final String THROTTLE = "thermal_throttle/";
    private static final int MOST_PROCESSORS = 256;

    static KernelCounters read(SystemFiles files) {
        OptionalLong kills =
                SystemFiles.number(files.value("proc/vmstat", "oom_kill ").orElse(""), 0);
        return new KernelCounters(
                kills.orElse(0),
                throttles(files),
                sum(files, MEMORY_CONTROLLERS, "mc[0-9]*", "ce_count")
                        + sum(files, MEMORY_CONTROLLERS, "mc[0-9]*", "ue_count"));
    }

    /** Of cores, or of packages where those are more; a machine tells of all of its processors or of none. */
    private static long throttles(SystemFiles files) {
        return files.first(PROCESSORS + "/cpu0/" + THROTTLE + "core_throttle_count")
                        .isEmpty()
                ? 0
                : Math.max(
                        sum(files, PROCESSORS, "cpu[0-9]*", THROTTLE + "core_throttle_count"),
                        sum(files, PROCESSORS, "cpu[0-9]*", THROTTLE + "package_throttle_count"));
    }

    /** How often what happened since; kinds that did not are left out. */
    Map<KernelEvent, Long> since(KernelCounters before) {
        var more = new EnumMap<KernelEvent, Long>(KernelEvent.class);
        more.put(KernelEvent.MEMORY, kills - before.kills);
        more.put(KernelEvent.HEAT, throttles - before.throttles);
        more.put(KernelEvent.HARDWARE, memoryErrors - before.memoryErrors);
        more.values().removeIf(times -> times <= 0);
        return more;
    }

    private static long sum(SystemFiles files, String folder, String each, String file) {
        long sum = 0;
        int seen = 0;
        for (Path one : files.folders(folder, each)) {
            if (seen++ < MOST_PROCESSORS) {
                sum += files.number(one.resolve(file).toString()).orElse(0);
            }
        }
        return sum;
    }
}
