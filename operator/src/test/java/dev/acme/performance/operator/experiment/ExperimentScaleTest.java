package dev.acme.performance.operator.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** 256 cells, five repeats: expansion, comparison and report within ten seconds and 256 MiB of a JVM of its own. */
@EnabledOnOs(OS.LINUX)
class ExperimentScaleTest {
    private static final long MOST_SECONDS = 10;
    private static final long MOST_KIBIBYTES = 256 * 1024;

    @Test
    void theLargestExperimentIsComparedInSecondsAndLittleMemory(@TempDir Path folder)
            throws IOException, InterruptedException {
        var output = folder.resolve("told");
        var scale = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:ReservedCodeCacheSize=48m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ExperimentScale.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
        boolean isOver = scale.waitFor(60, TimeUnit.SECONDS);
        if (!isOver) {
            scale.destroyForcibly();
        }
        assertThat(isOver).isTrue();
        var told = Files.readString(output);

        assertThat(scale.exitValue()).as(told).isZero();
        Map<String, String> facts = Arrays.stream(told.trim().split(" "))
                .map(fact -> fact.split("=", 2))
                .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1]));
        assertThat(facts).containsEntry("cells", "256").containsEntry("runs", "1280");
        assertThat(Double.parseDouble(fact(facts, "seconds"))).isLessThan(MOST_SECONDS);
        assertThat(Long.parseLong(fact(facts, "memoryKb"))).isLessThan(MOST_KIBIBYTES);
        assertThat(Integer.parseInt(fact(facts, "statusBytes"))).isLessThan(65_536);
        assertThat(fact(facts, "files")).contains("report.md");
    }

    private static String fact(Map<String, String> facts, String name) {
        return Objects.requireNonNull(facts.get(name), name);
    }
}
