package dev.acme.performance.loadgen;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.TargetCounters;
import dev.acme.performance.exchange.TargetCounters.Increase;
import dev.acme.performance.exchange.TargetCounters.Rate;
import dev.acme.performance.exchange.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is no registry: every answer another body, a status of its own, counters of its own, a secret header. */
class AnyServiceIT {
    private static final int CLIENTS = 10;
    private static final int EACH = 40;

    @TempDir
    Path folder;

    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();

    @Test
    void whateverBodyComesWithTheAwaitedStatusIsRight() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> call.answer(201, body(call)))) {
            RunResult result = run(server, "\"status\":201,\"anyBody\":true");

            assertThat(result.results().succeeded()).isEqualTo(CLIENTS * EACH);
            assertThat(result.verified()).isEqualTo(new RunResult.Verified(0, 0, 0));
            assertThat(result.counters()).isNull();
        }
    }

    @Test
    void anotherStatusThanTheAwaitedOneIsAFailureEvenIfItIs200() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> call.answer(call.number() % 4 == 0 ? 200 : 201, body(call)))) {
            RunResult result = run(server, "\"status\":201,\"anyBody\":true");

            assertThat(result.results().errors()).isEqualTo(new Results.Errors(0, 0, 0, CLIENTS * EACH / 4, 0, 0, 0));
        }
    }

    @Test
    void aBodyOfAnotherSizeIsCorruptUnderAnyAwaitedStatus() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> call.answer(202, "1234567".getBytes(US_ASCII)))) {
            RunResult result = run(server, "\"status\":202,\"sizeBytes\":8,\"verify\":\"Length\"");

            assertThat(result.results().errors().corrupt()).isEqualTo(CLIENTS * EACH);
            assertThat(result.validity()).isEqualTo(Validity.INVALID);
        }
    }

    /** The known truth: what the target counts between the two readings is what the load generator sent, warm-up apart. */
    @Test
    void theTargetCountsExactlyWhatWasSentInTheWindow() throws InterruptedException {
        try (var server = ScriptedServer.of(this::countingService)) {
            RunResult result =
                    run(server, "\"anyBody\":true,\"warmupSeconds\":1,\"thinkTimeMs\":20," + metrics(server));

            assertThat(result.results().succeeded()).isEqualTo(CLIENTS * EACH);
            assertThat(result.warmup()).isNotNull();
            var told = Objects.requireNonNull(result.counters());
            assertThat(told.problem()).isNull();
            assertThat(told.increases()).extracting(Increase::name).containsExactly("all", "even", "odd");
            assertThat(told.increases()).extracting(Increase::increase).containsExactly(400.0, 200.0, 200.0);
            assertThat(told.rates()).containsExactly(new Rate("evenRate", 50.0));
            assertThat(pages).hasValue(2);
        }
    }

    @Test
    void aPageThatNeverComesCostsTheCountersAndNotTheMeasurement() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> {
            if (!call.head().startsWith("GET /metrics ")) {
                call.answer(200, body(call));
            }
        })) {
            RunResult result = run(server, "\"anyBody\":true," + metrics(server));

            assertThat(result.results().succeeded()).isEqualTo(CLIENTS * EACH);
            assertThat(result.counters())
                    .isEqualTo(new TargetCounters(
                            List.of(),
                            List.of(),
                            "before the load " + server.url() + "/metrics did not come within 3 s; after the load "
                                    + server.url() + "/metrics did not come within 3 s"));
        }
    }

    /** It would leave the target that was named. */
    @Test
    void aRedirectIsAnAnswerWhereNoPlaceIsNamedToGoTo() throws InterruptedException {
        try (var elsewhere = ScriptedServer.of(call -> call.answer(200, body(call)));
                var server = ScriptedServer.of(
                        call -> call.answer(302, body(call), "Location: " + elsewhere.url() + "/\r\n"))) {
            String asked = "{\"clients\":%d,\"path\":\"/\",\"anyBody\":true%s}";

            var refused =
                    LoadgenProcess.run(asked.formatted(CLIENTS, ""), server).result();
            var awaited = LoadgenProcess.run(asked.formatted(CLIENTS, ",\"status\":302"), server)
                    .result();

            assertThat(refused.results().errors().status()).isEqualTo(CLIENTS);
            assertThat(awaited.results().succeeded()).isEqualTo(CLIENTS);
            assertThat(elsewhere.requests()).isZero();
        }
    }

    @Test
    void aSecretHeaderComesOutOfAFile() throws InterruptedException, IOException {
        Files.writeString(folder.resolve("Authorization"), "Bearer s3cret\n");
        Files.createDirectory(folder.resolve("..data"));
        try (var server = ScriptedServer.of(call -> call.answer(
                call.head().contains("\r\nAuthorization: Bearer s3cret\r\n") ? 200 : 401, new byte[] {'x'}))) {
            var ended = LoadgenProcess.run(
                    "--profile",
                    "{\"clients\":1,\"path\":\"/\",\"headers\":{\"Authorization\":\"none\"}}",
                    "--target",
                    server.url(),
                    "--headers",
                    folder.toString());

            assertThat(ended.result().results().succeeded()).isOne();
            assertThat(ended.out() + ended.err()).doesNotContain("s3cret");
        }
    }

    @Test
    void aSecretHeaderThatWouldBreakTheRequestIsRefusedWithoutBeingTold() throws InterruptedException, IOException {
        Files.writeString(folder.resolve("Authorization"), "s3cret\r\nX-Evil: 1");

        var ended = LoadgenProcess.run(
                "--profile",
                "{\"clients\":1,\"path\":\"/\"}",
                "--target",
                "http://127.0.0.1:1",
                "--headers",
                folder.toString());

        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err()).contains("headers.Authorization: must match").doesNotContain("s3cret");
    }

    private void countingService(Call call) throws IOException {
        if (!call.head().startsWith("GET /metrics ")) {
            answers.incrementAndGet();
            call.answer(200, body(call));
            return;
        }
        pages.incrementAndGet();
        int all = answers.get();
        String page = "asked_total %d\nparity_total{is=\"even\"} %d\nparity_total{is=\"odd\"} %d\n"
                .formatted(all, all / 2, all - all / 2);
        call.answer(200, page.getBytes(US_ASCII));
    }

    private static String metrics(ScriptedServer server) {
        return """
                "metrics":{"url":"%s/metrics","counters":{"all":"asked_total","even":"parity_total{is=\\"even\\"}",\
                "odd":"parity_total{is=\\"odd\\"}"},"rates":{"evenRate":["even","odd"]}}""".formatted(server.url());
    }

    private static RunResult run(ScriptedServer server, String fields) throws InterruptedException {
        return LoadgenProcess.run(
                        "{\"clients\":%d,\"path\":\"/predict\",\"requestsPerClient\":%d,\"method\":\"POST\",%s}"
                                .formatted(CLIENTS, EACH, fields),
                        server)
                .result();
    }

    private static byte[] body(Call call) {
        return "answer %d".formatted(call.number()).getBytes(US_ASCII);
    }
}
