package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KernelWatchTest {
    private static final String OLD = "3,1,1,-;Out of memory: Killed process 1 (old)\n";
    private static final String NEW = "0,2,%d,-;watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [java:7]\n";

    @TempDir
    private Path root;

    @Test
    void whatTheKernelCountsIsAReasonWhereItsLogIsNotToBeRead() throws IOException {
        counted(3, 10, 0);
        var watch = new KernelWatch(root);
        watch.prepare();
        watch.begin();
        counted(5, 11, 1);
        watch.end();

        assertThat(watch.reasons())
                .containsExactly(
                        "Noisy: a process was killed for want of memory, the kernel counted it 2 times",
                        "Noisy: processors were slowed down for their heat, the kernel counted it once",
                        "Noisy: the hardware reported an error, the kernel counted it once");
    }

    @Test
    void whatWasCountedBeforeIsNone() throws IOException {
        counted(3, 10, 4);
        var watch = new KernelWatch(root);
        watch.prepare();
        watch.begin();
        watch.end();

        assertThat(watch.reasons()).isEmpty();
    }

    @Test
    void aMachineThatTellsNothingIsNotJudged() {
        var watch = new KernelWatch(root);
        watch.prepare();
        watch.begin();
        watch.end();

        assertThat(watch.reasons()).isEmpty();
    }

    /** A pipe with a name waits for its writer as the kernel's log does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theLogIsReadUntilItIsClosedWithoutWaitingForIt() throws Exception {
        Path file = root.resolve("dev/kmsg");
        Files.createDirectories(file.getParent());
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        try (var kernel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            write(kernel, OLD);
            var watch = new KernelWatch(root);
            watch.prepare();
            watch.begin();

            await().until(() -> {
                write(kernel, NEW.formatted(System.nanoTime() / 1_000));
                return !watch.reasons().isEmpty();
            });
            watch.end();
            watch.close();

            assertThat(watch.reasons())
                    .singleElement()
                    .asString()
                    .startsWith("Noisy: processors or tasks stood still, the kernel says: watchdog: BUG: soft lockup"
                            + " - CPU#1 stuck for 22s! [java:7]");
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("kernel-log")));
        }
    }

    private static void write(FileChannel kernel, String record) throws IOException {
        kernel.write(ByteBuffer.wrap(record.getBytes(StandardCharsets.US_ASCII)));
    }

    private void counted(long kills, long throttles, long memoryErrors) throws IOException {
        write("proc/vmstat", "nr_free_pages 1\noom_kill " + kills + "\n");
        write("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", throttles + "\n");
        write("sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count", throttles + "\n");
        write("sys/devices/system/edac/mc/mc0/ce_count", memoryErrors + "\n");
        write("sys/devices/system/edac/mc/mc0/ue_count", "0\n");
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
