package dev.acme.performance.local.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A variable in the environment of every process of one owner, so that they are all found again: children and
 * grandchildren, in whatever group or session, and after this program was killed.
 *
 * @param variable as it stands in the environment, NAME=value
 */
record Marker(String variable) {
    private static final Path PROC = Path.of("/proc");

    /** Everything that runs for a folder. */
    static Marker ofFolder(Path folder) {
        return new Marker("PERFRUN_FOLDER=" + folder);
    }

    /** Everything that runs for one run of a container. */
    static Marker ofContainer(String podUid, String container, int run) {
        return new Marker("PERFRUN_CONTAINER=" + podUid + "/" + container + "/" + run);
    }

    String name() {
        return variable.substring(0, variable.indexOf('='));
    }

    String value() {
        return variable.substring(variable.indexOf('=') + 1);
    }

    /** The processes that carry it now. */
    List<ProcessHandle> processes() {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(entry -> isNumber(entry.getFileName().toString()))
                    .filter(this::isIn)
                    .map(entry -> Long.parseLong(entry.getFileName().toString()))
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .filter(ProcessHandle::isAlive)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Kills them, and what they start meanwhile, a few times over. */
    void killAll() {
        for (int round = 0; round < 5; round++) {
            var found = processes();
            found.forEach(ProcessHandle::destroyForcibly);
            if (found.isEmpty()) {
                return;
            }
        }
    }

    private boolean isIn(Path process) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + variable + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }
}
