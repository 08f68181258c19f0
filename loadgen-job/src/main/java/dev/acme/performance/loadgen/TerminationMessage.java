package dev.acme.performance.loadgen;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where Kubernetes reads a container's last words. */
final class TerminationMessage {
    static final String VARIABLE = "TERMINATION_MESSAGE_PATH";
    private static final Path DEFAULT = Path.of("/dev/termination-log");

    private TerminationMessage() {}

    /** The file that the environment names, else the kubelet's own where it has put one. */
    static Optional<Path> file(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return Files.isRegularFile(DEFAULT) && Files.isWritable(DEFAULT) ? Optional.of(DEFAULT) : Optional.empty();
    }
}
