package dev.acme.performance.local.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How the node is set up.
 *
 * @param name after the host
 * @param folder where everything of its pods lives
 * @param size what pods may ask for together
 * @param searchPath where programs are looked for
 * @param pidFiles of daemons that others start under the folder; they are ended too when this program is killed
 */
public record NodeSettings(
        String name, Path folder, Images images, Limits size, String searchPath, List<Path> pidFiles) {
    public NodeSettings {
        pidFiles = List.copyOf(pidFiles);
    }

    /** As large as this computer. */
    public static NodeSettings ofThisComputer(Path folder, Images images) {
        long processors = Runtime.getRuntime().availableProcessors();
        var size = new Limits(processors * 1000, memoryBytes());
        String searchPath = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return new NodeSettings(hostName(), folder, images, size, searchPath, List.of());
    }

    public NodeSettings withPidFiles(List<Path> files) {
        return new NodeSettings(name, folder, images, size, searchPath, files);
    }

    public NodeSettings withSize(Limits wanted) {
        return new NodeSettings(name, folder, images, wanted, searchPath, pidFiles);
    }

    /** The name as Kubernetes allows it. */
    String objectName() {
        String allowed =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-").replaceAll("^[.-]+|[.-]+$", "");
        return allowed.isEmpty() ? "local" : allowed;
    }

    private static String hostName() {
        return read("/proc/sys/kernel/hostname").strip();
    }

    private static long memoryBytes() {
        return read("/proc/meminfo")
                .lines()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
