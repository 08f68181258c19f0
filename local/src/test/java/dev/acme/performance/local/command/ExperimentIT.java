package dev.acme.performance.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole experiments by the launcher, on a machine of their own. */
final class ExperimentIT {
    private static final int LIMIT_MINUTES = 8;
    private static final String GRID = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceExperiment
            metadata: {name: grid}
            spec:
              template:
                metadata: {labels: {team: bench}}
                spec:
                  clients: 20
                  model: {id: acme/small, sizeBytes: 500000, registrySize: 20}
                  compute: {memory: 256Mi}
                  load: {requestsPerClient: 5}
              factors:
              - {name: threads, path: pools.threads, values: [1, 20]}
              - {name: pods, path: load.pods, values: [1, 21]}
              repeats: 2
            """;

    @TempDir
    Path folder = Path.of("");

    /**
     * One thread or twenty, and more load generators than clients, which a rule refuses: two cells to measure, two to skip, and the
     * first of them once more.
     */
    @Test
    void aGridIsCarriedOutComparedAndReported() throws IOException, InterruptedException {
        var report = folder.resolve("report.html");
        var perfrun = perfrun(GRID, "-o", report.toString(), "--storage-shape", "firstByteMs=20,connectionMBps=20");
        String out = new String(perfrun.getInputStream().readAllBytes(), UTF_8);

        assertThat(perfrun.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
        String err = Files.readString(folder.resolve("err"));
        var status = status(out);
        assertThat(status.path("phase").asText()).as(err).isEqualTo("Succeeded");
        assertThat(status.path("total").asInt()).isEqualTo(6);
        assertThat(status.path("completed").asInt()
                        + status.path("failed").asInt()
                        + status.path("invalid").asInt())
                .isGreaterThanOrEqualTo(6);
        assertThat(cells(status).filter(cell -> cell.path("verdict").asText().equals("Skipped")))
                .hasSize(2)
                .allSatisfy(cell -> assertThat(cell.path("reason").asText())
                        .contains("spec.load.pods", "must not be greater than clients"));
        assertThat(out).contains("| Cell", "threads1-pods1", "threads20-pods1");
        assertThat(err)
                .contains(
                        "6 measurements planned: 2 cells, 2 impossible ones skipped, threads1-pods1 twice (A/A)",
                        "6 of 6",
                        "report: ");
        assertThat(status.path("aa").path("cell").asText()).isEqualTo("threads1-pods1-again");
        assertThat(Files.readString(report)).contains("<svg", "threads20-pods1").doesNotContain("<script");
    }

    @Test
    void anExperimentOfWhichNothingCanBeMeasuredIsBadInput() throws IOException, InterruptedException {
        var perfrun = perfrun(GRID.replace("[1, 20]", "[1025]"));

        assertThat(perfrun.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(perfrun.exitValue()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .singleElement()
                .asString()
                .contains("grid: no cell can be measured: ", "spec.pools.threads");
    }

    @Test
    void aReportIsOfOneExperiment() throws IOException, InterruptedException {
        var perfrun = perfrun(GRID + "---\n" + GRID.replace("name: grid", "name: other"), "-o", "report.html");

        assertThat(perfrun.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(perfrun.exitValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("err"))).contains("holds 2 experiments, a report");
    }

    private Process perfrun(String text, String... options) throws IOException {
        var file = Files.writeString(folder.resolve("experiment.yaml"), text);
        var command = Stream.concat(Stream.of("../perfrun", "run", file.toString()), Stream.of(options));
        var builder = new ProcessBuilder(command.toList())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("PERFRUN_HOME", folder.resolve("machine").toString());
        return builder.start();
    }

    /** Of the YAML document after the table and its remarks. */
    private static JsonNode status(String out) throws IOException {
        return new YAMLMapper()
                .readTree(out.substring(out.indexOf("\napiVersion")))
                .path("status");
    }

    private static Stream<JsonNode> cells(JsonNode status) {
        return StreamSupport.stream(status.path("cells").spliterator(), false);
    }
}
