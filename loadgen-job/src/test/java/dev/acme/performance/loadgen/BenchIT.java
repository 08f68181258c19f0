package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judgement of {@code src/bench/loadgen.py}: every goal at its bound and beyond. Nothing is measured here. */
final class BenchIT {
    private static final int LIMIT_SECONDS = 60;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyGoalIsJudgedAtItsBound() throws IOException, InterruptedException {
        var out = folder.resolve("out");

        var tests = new ProcessBuilder("python3", "-B", "-m", "unittest", "discover", "-s", "src/bench")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean isOver = tests.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        tests.destroy();

        assertThat(isOver).as("within %d s", LIMIT_SECONDS).isTrue();
        assertThat(tests.exitValue()).as(Files.readString(out)).isZero();
        assertThat(out).content().containsPattern("Ran [1-9][0-9]* tests");
    }
}
