package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bottlenecks that hold whatever else the machine does, once for real, as {@code local/src/bench/diagnosis.py} produces
 * them, each named right. Those that are a machine's own processors or network need one that is idle.
 */
final class DiagnosisIT {
    private static final int LIMIT_MINUTES = 15;

    @TempDir
    Path folder = Path.of("");

    @Test
    void bottlenecksOfPoolsAndBackendsAreNamed() throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var builder = new ProcessBuilder(
                        "python3",
                        Path.of("src/bench/diagnosis.py").toAbsolutePath().toString(),
                        "-n",
                        "1",
                        "--repeats",
                        "1",
                        "threads",
                        "s3",
                        "storage",
                        "metadata",
                        "database")
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
