package dev.acme.performance.operator.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The largest experiment in a JVM of 256 MiB: heap and what stands beside it. */
final class ScaleTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void twoHundredAndFiftySixCellsOfFiveRunsTakeTenSecondsAnd256MiB() throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        long start = System.nanoTime();
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:MaxMetaspaceSize=48m",
                        "-XX:ReservedCodeCacheSize=32m",
                        "-XX:MaxDirectMemorySize=16m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LargeReport.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        program.destroyForcibly().waitFor();

        assertThat(ended).as(Files.readString(said)).isTrue();
        assertThat(program.exitValue()).as(Files.readString(said)).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        assertThat(said)
                .content()
                .contains("256 cells, 1280 runs, 1020 comparisons")
                .contains("json ");
    }
}
