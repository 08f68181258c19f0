package dev.acme.performance.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The file whose content Kubernetes shows as the end of a container; absent where there is none. */
record TerminationMessage(Optional<Path> file) {
    private static final String STANDARD = "/dev/termination-log";
    /** Kubernetes cuts off what is longer. */
    private static final int LONGEST = 4096;

    static TerminationMessage from(Map<String, String> environment) {
        var named = Optional.ofNullable(environment.get(ProcessVariable.TERMINATION_MESSAGE_PATH.name()))
                .filter(path -> !path.isBlank());
        return new TerminationMessage(
                named.map(Path::of).or(() -> Optional.of(Path.of(STANDARD)).filter(Files::isWritable)));
    }

    void write(String line) {
        file.ifPresent(path -> {
            try {
                Files.write(path, cut(line));
            } catch (IOException e) {
                LoggerFactory.getLogger(TerminationMessage.class).warn("cannot write the termination message", e);
            }
        });
    }

    private static byte[] cut(String line) {
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST ? bytes : java.util.Arrays.copyOf(bytes, LONGEST);
    }
}
