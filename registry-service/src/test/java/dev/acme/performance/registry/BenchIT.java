package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code src/bench/scrape.py} makes of what it measured. Nothing is measured here. */
final class BenchIT {
    private static final int LIMIT_SECONDS = 60;

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatWasSeenIsJudgedRight() throws IOException, InterruptedException {
        var out = folder.resolve("out");

        var tests = new ProcessBuilder(
                        "python3", "-B", "-m", "unittest", "discover", "-s", "src/bench", "-p", "test_*.py")
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
