package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bottleneck once for real, as {@code local/src/bench/diagnosis.py} produces it, each named right. */
final class DiagnosisIT {
    private static final int LIMIT_MINUTES = 10;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyBottleneckIsNamed() throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var builder = new ProcessBuilder(
                        "python3",
                        Path.of("src/bench/diagnosis.py").toAbsolutePath().toString(),
                        "-n",
                        "1")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("PERFRUN_HOME", folder.resolve("machine").toString());

        var bench = builder.start();
        boolean isOver = bench.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        bench.destroy();

        assertThat(isOver).as("within %d minutes", LIMIT_MINUTES).isTrue();
        assertThat(bench.exitValue()).as(Files.readString(out)).isZero();
    }
}
