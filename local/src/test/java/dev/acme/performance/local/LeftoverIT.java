package dev.acme.performance.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.local.node.Images;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a machine ends, nothing of it remains, and the next one starts. */
class LeftoverIT {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path temporary;

    @Test
    void afterAKillNoProcessRemainsAndTheFolderIsTakenOver() throws Exception {
        Path folder = temporary.resolve("killed");
        var machine = start(folder, "postgres");
        awaitFamily(folder);
        assertThat(postgres(folder)).isNotEmpty();

        machine.destroyForcibly().waitFor();

        Awaitility.await()
                .atMost(END_LIMIT)
                .untilAsserted(() -> assertThat(processes(folder)).isEmpty());
        Awaitility.await()
                .atMost(END_LIMIT)
                .untilAsserted(() -> assertThat(postgres(folder)).isEmpty());
        try (var _ = LocalKubernetes.start(LocalSettings.of(folder, new Images(Map.of())))) {
            assertThat(folder.resolve("pods")).isEmptyDirectory();
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void aSignalEndsEverything() throws Exception {
        Path folder = temporary.resolve("terminated");
        var machine = start(folder);
        awaitFamily(folder);

        machine.destroy();

        assertThat(machine.waitFor(END_LIMIT)).isTrue();
        assertThat(processes(folder)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    private static Process start(Path folder, String... more) throws IOException {
        var command = Stream.concat(
                        Stream.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledMachine.class.getName(),
                                folder.toString()),
                        Stream.of(more))
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The shell, its child, and the two that sleep, one of them in a session of its own. */
    private static void awaitFamily(Path folder) {
        Awaitility.await()
                .atMost(START_LIMIT)
                .untilAsserted(() -> assertThat(processes(folder)).hasSizeGreaterThan(3));
    }

    private static List<Path> processes(Path folder) throws IOException {
        return matching("environ", "PERFRUN_FOLDER=" + folder + "\0");
    }

    private static List<Path> postgres(Path folder) throws IOException {
        return matching("cmdline", folder + "/backends/postgres/");
    }

    private static List<Path> matching(String file, String text) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(entry -> contains(entry.resolve(file), text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
