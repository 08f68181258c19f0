package dev.acme.performance.loadgen.health;

import dev.acme.performance.exchange.MachineFacts;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what this machine and this program are. */
public final class MachineReader {
    private static final int LONGEST = 256;
    private static final int LONGEST_OPTIONS = 1_024;
    private static final int KIBI = 1_024;

    private MachineReader() {}

    /** {@code root} is the file system's root. */
    public static MachineFacts read(Path root) {
        var files = new SystemFiles(root);
        OptionalLong memory =
                SystemFiles.number(files.value("proc/meminfo", "MemTotal").orElse(""), 0);
        List<String> governors = SystemFacts.governors(files);
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        return new MachineFacts(
                text(files.first("proc/sys/kernel/osrelease")),
                text(files.value("proc/cpuinfo", "model name")),
                Runtime.getRuntime().availableProcessors(),
                memory.isPresent() ? memory.getAsLong() * KIBI : null,
                governors.isEmpty() ? null : bounded(String.join(",", governors), LONGEST),
                text(cgroup(root)),
                bounded(runtime.getVmVendor() + " " + runtime.getVmVersion(), LONGEST),
                bounded(String.join(" ", options(runtime)), LONGEST_OPTIONS));
    }

    /** Options that name a file or a folder of one run would make every run a machine of its own. */
    private static List<String> options(RuntimeMXBean runtime) {
        return runtime.getInputArguments().stream()
                .filter(option -> !(option.startsWith("-D") && option.indexOf('/') >= 0))
                .toList();
    }

    private static Optional<String> cgroup(Path root) {
        return Cgroup.of(root)
                .map(cgroup -> cgroup.version()
                        + (cgroup.processors().isPresent()
                                ? ", " + cgroup.processors().getAsDouble() + " processors"
                                : ", unlimited"));
    }

    private static @Nullable String text(Optional<String> told) {
        return told.isPresent() ? bounded(told.get(), LONGEST) : null;
    }

    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
