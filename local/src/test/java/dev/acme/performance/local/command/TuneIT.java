package dev.acme.performance.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real walk, on storage that is as slow as S3 from afar: nothing but the runs tells it what to change. */
final class TuneIT {
    private static final int LIMIT_MINUTES = 10;

    /** One thread for eight clients: 100 ms of storage at a time. */
    private static final String BROKEN = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceExperiment
            metadata: {name: walk}
            spec:
              strategy: Tune
              template:
                spec:
                  clients: 8
                  model: {id: acme/small, sizeBytes: 100000, registrySize: 20}
                  compute: {memory: 256Mi}
                  pools: {threads: 1}
                  load: {requestsPerClient: 5}
              repeats: 3
              maxRuns: 19
              comparison: {aa: false}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aWalkFindsTheThreadsFromOneThread() throws IOException, InterruptedException {
        var report = folder.resolve("report.md");
        var builder = new ProcessBuilder(
                        "../perfrun",
                        "run",
                        Files.writeString(folder.resolve("walk.yaml"), BROKEN).toString(),
                        "-o",
                        report.toString(),
                        "--storage-shape",
                        "firstByteMs=100,connectionMBps=20")
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("PERFRUN_HOME", folder.resolve("machine").toString());
        var perfrun = builder.start();
        String out = new String(perfrun.getInputStream().readAllBytes(), UTF_8);

        assertThat(perfrun.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
        String err = Files.readString(folder.resolve("err"));
        var status = status(out);
        assertThat(status.path("phase").asText()).as(err).isEqualTo("Succeeded");
        var first = status.path("path").path(0);
        assertThat(first.path("from").asText()).as(err).isEqualTo("template");
        assertThat(first.path("bottleneck").asText()).isEqualTo("threads");
        assertThat(first.path("field").asText()).isEqualTo("pools.threads");
        assertThat(first.path("value").asText()).isEqualTo("8");
        assertThat(Files.readString(report))
                .contains(
                        "## What was tried",
                        "pools.threads: 8",
                        first.path("why").asText());
        // nothing is claimed by void runs, and why they are void is told
        if (status.path("invalid").asInt() > 0) {
            assertThat(status.toString()).containsAnyOf("ClientSaturated", "Noisy");
        }
        Assumptions.assumeThat(status.path("invalid").asInt())
                .as("void runs: this machine is busy with other things")
                .isZero();
        assertThat(first.path("kept").asBoolean()).as(first.toString()).isTrue();
        assertThat(first.path("why").asText()).startsWith("from ").contains(" requests/s, ratio ");
        assertThat(status.path("best").path("why").asText()).contains("pools.threads: 8");
        var last = status.path("path").path(status.path("path").size() - 1);
        assertThat(last.has("to")).as("the walk has an end: %s", last).isFalse();
    }

    /** Of the YAML document after the table and its remarks. */
    private static JsonNode status(String out) throws IOException {
        return new YAMLMapper()
                .readTree(out.substring(out.indexOf("\napiVersion")))
                .path("status");
    }
}
