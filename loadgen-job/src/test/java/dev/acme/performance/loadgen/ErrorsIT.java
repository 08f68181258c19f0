package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Every request that fails is counted once, in its class, and the client goes on. */
class ErrorsIT {
    private static final byte[] BODY = "ten bytes.".getBytes(StandardCharsets.US_ASCII);
    private static final int CLIENTS = 4;

    /** What a server may do wrong: by class timeout, timeout, reset, reset, status, status, truncated, corrupt, throttled. */
    private static final ScriptedServer.Script[] FAULTS = {
        call -> {},
        call -> call.raw(Call.head(200, 10, "")),
        Call::reset,
        Call::close,
        call -> call.answer(404, BODY),
        call -> call.answer(307, BODY, "Location: /elsewhere\r\n"),
        call -> {
            call.raw(Call.head(200, 10, ""));
            call.raw("five.");
            call.close();
        },
        call -> call.raw("SSH-2.0-OpenSSH_9\r\n\r\n"),
        call -> call.answer(429, BODY, "Retry-After: 1\r\n")
    };

    /** A redirect that does not name its server leads nowhere else. */
    @Test
    void aRelativeRedirectIsNotFollowedAndMakesARunWithoutSuccessVoid() throws InterruptedException {
        try (var server = ScriptedServer.of(FAULTS[5])) {
            LoadgenProcess.Ended ended = LoadgenProcess.run(profile(CLIENTS, 1), server);

            RunResult result = ended.result();
            assertThat(result.results().errors()).isEqualTo(errors("status", CLIENTS));
            assertThat(result.results().latency()).isNull();
            assertThat(result.validity()).isEqualTo(Validity.INVALID);
            assertThat(result.validityReasons()).anyMatch(reason -> reason.startsWith("NoSuccess: "));
            assertThat(ended.exitCode()).isEqualTo(2);
            assertThat(server.requests()).isEqualTo(CLIENTS);
        }
    }

    /** Clients do not wait for each other: silence towards one leaves the others their pace. */
    @Test
    void anAnswerThatNeverComesIsATimeOutOfItsOwnClientOnly() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> {
            if (call.number() != 2) {
                call.answer(200, BODY);
            }
        })) {
            RunResult result = LoadgenProcess.run(profile(CLIENTS, 50), server).result();

            assertThat(result.results().errors()).isEqualTo(errors("timeout", 1));
            assertThat(result.results().succeeded()).isEqualTo(50 * CLIENTS - 1);
            assertThat(server.connections()).isEqualTo(CLIENTS + 1);
        }
    }

    @Test
    void aTargetThatNobodyListensAtRefusesEveryRequest() throws InterruptedException {
        var gone = ScriptedServer.of(call -> call.answer(200, BODY));
        gone.close();

        LoadgenProcess.Ended ended = LoadgenProcess.run(profile(CLIENTS, 2), gone);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.result().results().errors()).isEqualTo(errors("connect", 2 * CLIENTS));
        assertThat(ended.result().validityReasons()).anyMatch(reason -> reason.startsWith("NoSuccess: "));
    }

    /** Each fault once between right answers. */
    @Test
    void aClientGoesOnAfterEachFault() throws InterruptedException {
        try (var server = ScriptedServer.of(ErrorsIT::answerOrFault)) {
            LoadgenProcess.Ended ended = LoadgenProcess.run(profile(1, 2 * FAULTS.length), server);

            Results results = ended.result().results();
            assertThat(results.succeeded()).isEqualTo(FAULTS.length);
            assertThat(results.errors()).isEqualTo(new Results.Errors(2, 0, 2, 2, 1, 1, 1));
            assertThat(server.requests()).as("nothing is retried").isEqualTo(2 * FAULTS.length);
            assertThat(results.errorPercent()).isEqualTo(50);
            assertThat(ended.exitCode()).isEqualTo(2);
            assertThat(ended.result().validityReasons())
                    .anyMatch(reason -> reason.startsWith("Truncated: 1 of 18"))
                    .anyMatch(reason -> reason.startsWith("Corrupt: 1 of 18"))
                    .anyMatch(reason -> reason.startsWith("Degraded: 9 of 18"));
        }
    }

    private static void answerOrFault(Call call) throws IOException {
        if (call.number() % 2 == 1) {
            FAULTS[call.number() / 2].answer(call);
        } else {
            call.answer(200, BODY);
        }
    }

    private static Results.Errors errors(String errorClass, long count) {
        return switch (errorClass) {
            case "timeout" -> new Results.Errors(count, 0, 0, 0, 0, 0, 0);
            case "connect" -> new Results.Errors(0, count, 0, 0, 0, 0, 0);
            case "status" -> new Results.Errors(0, 0, 0, count, 0, 0, 0);
            default -> throw new IllegalArgumentException(errorClass);
        };
    }

    private static String profile(int clients, int requestsPerClient) {
        return "{\"clients\":%d,\"path\":\"/\",\"requestsPerClient\":%d,\"timeoutSeconds\":1}"
                .formatted(clients, requestsPerClient);
    }
}
