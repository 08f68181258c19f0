package dev.acme.performance.local.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a container said at its end. */
final class TerminationMessage {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_LOG_LINES = 80;
    private static final int MOST_LOG_BYTES = 2048;

    private TerminationMessage() {}

    /**
     * Reads the file; where it is empty and the policy says so, a failed container's last lines.
     *
     * @param file may not exist
     */
    static String read(Path file, boolean fallsBackToLog, LogFiles logs, Path log) {
        String said = read(file);
        return said.isEmpty() && fallsBackToLog ? logs.tail(log, MOST_LOG_LINES, MOST_LOG_BYTES) : said;
    }

    private static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
