package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out: progress, one result, a file, last words, an exit code. */
class OutputIT {
    private static final byte[] BODY = {'o', 'k'};
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int SIGTERM_EXIT = 143;
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(OutputIT.class.getResourceAsStream("/schema/run-result-v1.schema.json"));

    @TempDir
    private Path folder;

    /** The profile comes from a file, the result goes into a file, and warming up is no part of it. */
    @Test
    void aClosedRunTellsItsProgressAndWarmsUpApart() throws Exception {
        Path profile = Files.writeString(folder.resolve("profile.json"), """
                {"clients":4,"path":"/","mode":"Closed","warmupSeconds":1,"durationSeconds":3,"thinkTimeMs":20}""");
        Path file = folder.resolve("result.json");
        Path lastWords = Files.createFile(folder.resolve("termination-log"));
        try (var server = ScriptedServer.of(
                call -> call.after(call.number() <= 4 ? 600 : 2).answer(200, BODY))) {
            LoadgenProcess.Ended ended = LoadgenProcess.start(
                            Map.of(TerminationMessage.VARIABLE, lastWords.toString()),
                            "--profile",
                            profile.toString(),
                            "--target",
                            server.url(),
                            "--result",
                            file.toString())
                    .await();

            RunResult result = ended.result();
            assertThat(ended.err()).isEmpty();
            assertThat(Files.readString(file)).isEqualTo(ended.resultLine() + "\n");
            follows(ended.resultLine());
            progresses(ended);
            isSummarized(result, Files.readString(lastWords));
            isCountedOnce(result, server.requests());
            assertThat(Objects.requireNonNull(result.results().latency()).maxMs())
                    .isLessThan(600);
            knowsItsOwnHealth(result.client());
            assertThat(ended.exitCode()).isEqualTo(result.validity() == Validity.INVALID ? 2 : 0);
        }
    }

    private static void follows(String line) {
        assertThat(SCHEMA.validate(line, InputFormat.JSON)).isEmpty();
    }

    private static void progresses(LoadgenProcess.Ended ended) {
        List<RunProgress> lines = ended.progress();
        assertThat(ended.out().lines().count())
                .as("nothing but progress and one result")
                .isEqualTo(lines.size() + 1);
        List<RunProgress> measuring = lines.stream()
                .filter(line -> line.stage() == RunProgress.Stage.MEASURING)
                .toList();
        assertThat(measuring).hasSizeBetween(2, 4);
        assertThat(measuring).isSortedAccordingTo((a, b) -> Long.compare(a.requests(), b.requests()));
        assertThat(measuring.getFirst().percent()).isBetween(30.0, 60.0);
        assertThat(measuring.getLast().p50Ms()).isGreaterThanOrEqualTo(2);
        assertThat(measuring.getLast().p99Ms())
                .isGreaterThanOrEqualTo(measuring.getLast().p50Ms());
        assertThat(lines)
                .filteredOn(line -> line.stage() != RunProgress.Stage.MEASURING)
                .allMatch(line -> line.p50Ms() == null && line.p99Ms() == null);
    }

    private static void isSummarized(RunResult result, String lastWords) {
        assertThat(lastWords.length()).isLessThanOrEqualTo(4_096);
        follows(lastWords);
        assertThat(new ExchangeCodec().readLine(lastWords))
                .hasValueSatisfying(
                        line -> assertThat(((RunResult) line).results()).isEqualTo(result.results()));
    }

    private static void isCountedOnce(RunResult result, int served) throws DataFormatException {
        RunResult.Warmup warmup = Objects.requireNonNull(result.warmup());
        assertThat(result.results().requests() + warmup.requests()).isEqualTo(served);
        assertThat(warmup.requests()).isGreaterThanOrEqualTo(4);
        assertThat(samples(result.histograms().responseTime()))
                .isEqualTo(samples(result.histograms().serviceTime()))
                .isEqualTo(result.results().succeeded());
        assertThat(result.series().stream()
                        .mapToLong(RunResult.Second::requests)
                        .sum())
                .isEqualTo(result.results().requests());
    }

    private static void knowsItsOwnHealth(RunResult.ClientHealth health) {
        assertThat(health.cpuSeconds()).isPositive();
        assertThat(health.cpuLimit()).isPositive();
        assertThat(health.cpuPercent()).isBetween(0.01, 100.0);
        assertThat(health.busyPercent()).isBetween(0.01, 100.0);
        assertThat(health.gcMs()).isNotNegative();
    }

    private static long samples(String histogram) throws DataFormatException {
        byte[] bytes = Base64.getDecoder().decode(histogram);
        return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 1)
                .getTotalCount();
    }

    /** A closed loop that was stopped keeps its sample; the reason says that it was stopped. */
    @Test
    void onSigtermAClosedRunKeepsWhatItMeasured() throws Exception {
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            var process = start(server, """
                    {"clients":4,"path":"/","mode":"Closed","durationSeconds":600,"thinkTimeMs":1}""");
            await().atMost(DEADLINE).until(() -> process.output().contains("\"MEASURING\""));

            process.terminate();
            LoadgenProcess.Ended ended = process.await();

            RunResult result = ended.result();
            assertThat(ended.exitCode()).isEqualTo(SIGTERM_EXIT);
            assertThat(result.results().succeeded()).isPositive();
            assertThat(result.results().durationSeconds()).isLessThan(60);
            assertThat(result.validityReasons()).anyMatch(reason -> reason.startsWith("Cancelled: "));
            follows(ended.resultLine());
        }
    }

    @Test
    void onSigtermABurstIsVoidButItsAnswersAreTold() throws Exception {
        try (var server = ScriptedServer.of(call -> {
            if (call.number() <= 3) {
                call.answer(200, BODY);
            }
        })) {
            var process = start(server, "{\"clients\":5,\"path\":\"/\"}");
            await().atMost(DEADLINE).until(() -> process.output().contains("\"requests\":3"));

            process.terminate();
            LoadgenProcess.Ended ended = process.await();

            assertThat(ended.exitCode()).isEqualTo(SIGTERM_EXIT);
            assertThat(ended.result().results().succeeded()).isEqualTo(3);
            assertThat(ended.result().validity()).isEqualTo(Validity.INVALID);
        }
    }

    @Test
    void aResultThatCannotBeWrittenIsSaid() throws InterruptedException {
        Path lastWords = folder.resolve("no/such/folder");
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            LoadgenProcess.Ended ended = LoadgenProcess.start(
                            Map.of(TerminationMessage.VARIABLE, lastWords.toString()),
                            "--profile",
                            "{\"clients\":1,\"path\":\"/\"}",
                            "--target",
                            server.url())
                    .await();

            assertThat(ended.exitCode()).isEqualTo(74);
            assertThat(ended.err()).hasLineCount(1).contains(lastWords.toString());
            assertThat(ended.result().results().succeeded()).isOne();
        }
    }

    /** One line on standard error, and nothing on standard output that could be taken for a result. */
    @Test
    void badInputIsRefusedInOneLine() throws InterruptedException {
        refuses("clients: 0 is not within 1..10000", "{\"clients\":0,\"path\":\"/\"}", "http://127.0.0.1:1");
        refuses("https is not built yet", "{\"clients\":1,\"path\":\"/\"}", "https://127.0.0.1:1");
        refuses("cannot be resolved", "{\"clients\":1,\"path\":\"/\"}", "http://nowhere.invalid");
        assertThat(LoadgenProcess.run("--help").out()).contains("--profile", "Exit 0: measured");
    }

    private static void refuses(String reason, String profile, String target) throws InterruptedException {
        LoadgenProcess.Ended ended = LoadgenProcess.run("--profile", profile, "--target", target);

        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err()).hasLineCount(1).contains(reason);
        assertThat(ended.out()).isEmpty();
    }

    private static LoadgenProcess start(ScriptedServer server, String profile) {
        return LoadgenProcess.start(Map.of(), "--profile", profile, "--target", server.url());
    }
}
