package dev.acme.performance.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user calls it: what it prints, how it ends, and that it leaves nothing behind. */
final class PerfrunIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String RUN = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceRun
            metadata: {name: %s}
            spec:
              clients: 10
              model: {id: acme/small, sizeBytes: 10000000, registrySize: 20}
              compute: {memory: 256Mi}
              load: {verify: Sha256}
              %s
            """;

    @TempDir
    Path folder = Path.of("");

    private Path machine = Path.of("");
    private Path err = Path.of("");

    @BeforeEach
    void nameFiles() {
        machine = folder.resolve("machine");
        err = folder.resolve("err");
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(machine).doesNotExist();
        assertThat(processes()).isEmpty();
    }

    @Test
    void carriesARunOutAndPrintsItsFilledStatus() throws IOException {
        var perfrun = perfrun(written(RUN.formatted("a", "")), "-o", "json");
        var run = JsonMapper.builder().build().readTree(perfrun.getInputStream());

        assertThat(exitCode(perfrun)).isEqualTo(codeOf(run.at("/status/verdict").asText()));
        assertThat(run.at("/status/phase").asText()).isEqualTo("Succeeded");
        assertThat(run.at("/status/results/succeeded").asInt()).isEqualTo(10);
        assertThat(run.at("/status/results/bytes").asLong()).isEqualTo(100_000_000);
        assertThat(run.at("/status/catalogue/models").asInt()).isEqualTo(20);
        assertThat(run.at("/status/results/latency/p99Ms").asDouble())
                .isBetween(
                        run.at("/status/results/latency/medianMs").asDouble(),
                        run.at("/status/results/latency/maxMs").asDouble());
        assertThat(run.at("/status/environment/fidelity").asText()).isEqualTo("simulated");
        assertThat(Files.readString(err))
                .contains("up after", "filling the registry with 20 models", "10 of 10 succeeded", "API writes")
                .doesNotContain("Exception", "\tat ");
    }

    /** One machine carries out all of a file's runs, whatever each asks for. */
    @Test
    void variantsStandSideBySideAndWhatMissesItsObjectiveOrCannotBeGivesExitCodeOne() throws IOException {
        var text = Stream.of(
                        RUN.formatted("bytea", "storage: {backend: rds, caching: Memory}")
                                .replace("{verify: Sha256}", "{verify: Sha256, requestsPerClient: 2}")
                                .replace("256Mi", "300Mi"),
                        RUN.formatted("large", "storage: {backend: rds, rdsMode: LargeObject}"),
                        RUN.formatted("function", "")
                                .replace(
                                        "{memory: 256Mi}",
                                        "{backend: lambda, memory: 512Mi, lambda: {maxConcurrency: 3}}")
                                .replace("{verify: Sha256}", "{verify: Sha256, requestsPerClient: 3}")
                                .replace("clients: 10", "clients: 3")
                                .replace("sizeBytes: 10000000", "sizeBytes: 1000000"),
                        RUN.formatted(
                                "slow",
                                "objectives: [{name: fast, metric: p99Ms, max: 0.001}]\n  storage: {delivery: Redirect}"),
                        RUN.formatted("pods", "").replace("{verify: Sha256}", "{pods: 2}"),
                        RUN.formatted("elastic", "")
                                .replace(
                                        "{memory: 256Mi}",
                                        "{autoscaling: {minReplicas: 1, maxReplicas: 2, targetCpuPercent: 50}}"))
                .collect(Collectors.joining("---\n"));
        var perfrun = perfrun(written(text));
        String out = new String(perfrun.getInputStream().readAllBytes(), UTF_8);

        assertThat(exitCode(perfrun)).isEqualTo(1);
        assertThat(out.replaceAll(" +", " "))
                .contains(
                        " P99 ms | Cold | Cold P50 ms | Cold P99 ms | Warm P50 ms | Hit % | Redirect ms | Bucket ms |")
                .containsPattern(
                        "(?m)^\\| bytea \\| Succeeded .* ecs\\+rds\\+Memory .* ([5-9][0-9]|100)\\.[0-9]+ \\| - \\| - \\|$")
                .containsPattern("(?m)^\\| large \\| Succeeded .* ecs\\+rds \\| .* - \\|$")
                .containsPattern(
                        "(?m)^\\| function \\| Succeeded .* lambda\\+s3 \\| 3 \\| 9/9 \\| .* \\| 3 \\| [0-9.]+ \\| [0-9.]+ \\| [0-9.]+ \\| - .*$")
                .containsPattern(
                        "(?m)^\\| slow \\| Succeeded \\| (Fail|Inconclusive) \\| .* ecs\\+s3\\+Redirect \\| .*[0-9] \\|$")
                .containsPattern("(?m)^\\| pods \\| Succeeded .* 10/10 .*$")
                .contains("| elastic | Failed |")
                .containsPattern("(?m)^elastic: .*autoscaling");
        var function = Objects.requireNonNull(runs(out).get("function"), out);
        assertThat(function.at("/results/succeeded").asInt()).isEqualTo(9);
        assertThat(function.at("/results/cold/count").asInt()).isEqualTo(3);
        assertThat(function.at("/environment/fidelity").asText()).isEqualTo("simulated");
        assertThat(function.at("/environment/notes/0").asText()).startsWith("Lambda modelled");
        assertThat(Files.readString(err)).contains("S3, PostgreSQL and DynamoDB");
    }

    @Test
    void refusesABadFileInOneLineAndStartsNothing() throws IOException {
        var perfrun = perfrun(written(RUN.formatted("a", "cliens: 5")));

        assertThat(exitCode(perfrun)).isEqualTo(2);
        assertThat(Files.readAllLines(err)).singleElement().asString().endsWith("run.yaml: spec.cliens: unknown field");
    }

    @Test
    void anInterruptionAndAKillLeaveNothingBehindAndTheNextStartWorks() throws IOException {
        // the second and the signals must find it at work, however slow the machine is
        var lasting =
                written(RUN.formatted("a", "").replace("{verify: Sha256}", "{mode: Closed, durationSeconds: 600}"));
        var interrupted = perfrun(lasting);
        await().atMost(LIMIT).until(() -> Files.readString(err).contains("starting the service"));
        var second = perfrunWith(folder.resolve("second"), lasting);
        assertThat(exitCode(second)).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("second")))
                .singleElement()
                .asString()
                .contains("another perfrun (pid " + interrupted.pid() + ") uses " + machine);
        interrupted.destroy();
        assertThat(exitCode(interrupted)).isEqualTo(143);
        assertThat(Files.readString(err)).endsWith("perfrun: interrupted, stopping\n");
        nothingIsLeftBehind();

        var killed = perfrun(lasting);
        await().atMost(LIMIT).until(() -> Files.readString(err).contains("starting the service"));
        killed.destroyForcibly();
        assertThat(exitCode(killed)).isEqualTo(137);
        await().atMost(LIMIT).until(() -> processes().isEmpty());

        var next = perfrun(written(RUN.formatted("a", "")), "-o", "yaml");
        assertThat(new String(next.getInputStream().readAllBytes(), UTF_8)).contains("phase: Succeeded");
        assertThat(exitCode(next)).isLessThan(2);
    }

    /** On a machine that is busy with other things the numbers may be void, and then nothing passes. */
    private static int codeOf(String verdict) {
        return Set.of("Pass", "None").contains(verdict) ? 0 : 1;
    }

    /** The status of every run by its name: the YAML documents after the table and its remarks. */
    private static Map<String, JsonNode> runs(String out) throws IOException {
        var mapper = new YAMLMapper();
        try (var documents =
                mapper.readerFor(JsonNode.class).<JsonNode>readValues(out.substring(out.indexOf("\n\n")))) {
            return documents.readAll().stream()
                    .collect(Collectors.toMap(run -> run.at("/metadata/name").asText(), run -> run.at("/status")));
        }
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("run.yaml"), text);
    }

    private Process perfrun(Path file, String... options) throws IOException {
        return perfrunWith(err, file, options);
    }

    private Process perfrunWith(Path standardError, Path file, String... options) throws IOException {
        var command = Stream.concat(Stream.of("../perfrun", "run", file.toString()), Stream.of(options));
        var builder = new ProcessBuilder(command.toList()).redirectError(standardError.toFile());
        builder.environment().put("PERFRUN_HOME", machine.toString());
        return builder.start();
    }

    private static int exitCode(Process process) {
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What runs with files of this test's machine. */
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(machine.toString()))
                .toList();
    }
}
