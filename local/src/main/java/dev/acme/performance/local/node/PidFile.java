package dev.acme.performance.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file in which a daemon writes its process id. */
final class PidFile {
    private static final String DAEMON = "postgres";

    private PidFile() {}

    /** Kills the daemon that wrote it, if its process still is one. */
    static void end(Path file) {
        daemon(file).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The daemon that wrote it, if its process still is one. */
    static Optional<ProcessHandle> daemon(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(PidFile::isDaemon)
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
        } catch (IOException e) {
            // no file, no daemon
            return Optional.empty();
        }
    }

    private static boolean isDaemon(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "comm")).startsWith(DAEMON);
        } catch (IOException e) {
            return false;
        }
    }
}
