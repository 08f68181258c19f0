package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No server hangs or breaks the load generator, whatever it answers. */
class HostileServerIT {
    private static final String FIXED = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nten bytes.";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nten\r\n7\r\n bytes.\r\n0\r\nX: y\r\n\r\n";

    /** One client asks again and again; each time the connection ends one byte later. */
    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED})
    void anAnswerCutAtAnyByteIsAnError(String answer) throws InterruptedException {
        int head = answer.indexOf("\r\n\r\n") + 4;
        try (var server = ScriptedServer.of(call -> {
            call.raw(answer.substring(0, call.number() - 1));
            call.close();
        })) {
            Results results = run(answer.length() + 1, server);

            assertThat(results.succeeded()).isEqualTo(1);
            assertThat(results.errors()).isEqualTo(new Results.Errors(0, 0, head, 0, answer.length() - head, 0, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED})
    void anAnswerMayComeByteByByte(String answer) throws InterruptedException {
        try (var server = ScriptedServer.of(call -> {
            for (byte b : answer.getBytes(StandardCharsets.US_ASCII)) {
                call.raw(new byte[] {b});
            }
        })) {
            assertThat(run(3, server).succeeded()).isEqualTo(3);
        }
    }

    @Test
    void whatIsNoHttpIsCorrupt() throws InterruptedException {
        String start = "HTTP/1.1 200 OK\r\n";
        List<String> answers = List.of(
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 two\r\n\r\n",
                "HTTP/1.1 200 OK\n\n",
                start + "Content-Length: -1\r\n\r\n",
                start + "Content-Length: ten\r\n\r\n",
                start + "Content-Length: 99999999999999999999\r\n\r\n",
                start + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
                start + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                start + "Transfer-Encoding: gzip\r\n\r\n",
                start + " folded\r\n\r\n",
                start + "no colon\r\n\r\n",
                start + "X: " + "y".repeat(20_000) + "\r\n\r\n",
                start + "Transfer-Encoding: chunked\r\n\r\nz\r\n",
                start + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n",
                start + "Transfer-Encoding: chunked\r\n\r\n1;" + "x".repeat(20_000),
                start + "Transfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1_000));
        try (var server = ScriptedServer.of(call -> call.raw(answers.get(call.number() - 1)))) {
            Results results = run(answers.size(), server);

            assertThat(results.errors()).isEqualTo(new Results.Errors(0, 0, 0, 0, 0, answers.size(), 0));
        }
    }

    @Test
    void anEndlessBodyIsRefusedAtTheLengthThatIsKnown() throws InterruptedException {
        try (var server = ScriptedServer.of(HostileServerIT::pourForever)) {
            String profile = "{\"clients\":2,\"path\":\"/\",\"sizeBytes\":1000000}";

            Results results = LoadgenProcess.run(profile, server).result().results();

            assertThat(results.errors()).isEqualTo(new Results.Errors(0, 0, 0, 0, 0, 2, 0));
        }
    }

    /** A second answer behind the first: nothing on that connection can be trusted any more. */
    @Test
    void bytesThatNobodyAskedForMakeTheResultVoid() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> call.raw(call.number() == 2 ? FIXED + FIXED : FIXED))) {
            LoadgenProcess.Ended ended =
                    LoadgenProcess.run("{\"clients\":1,\"path\":\"/\",\"requestsPerClient\":4}", server);

            assertThat(ended.exitCode()).isEqualTo(2);
            assertThat(ended.result().results().succeeded()).isEqualTo(3);
            assertThat(ended.result().validityReasons()).anyMatch(reason -> reason.startsWith("Corrupt: "));
        }
    }

    private static Results run(int requests, ScriptedServer server) throws InterruptedException {
        String profile = "{\"clients\":1,\"path\":\"/\",\"timeoutSeconds\":5,\"requestsPerClient\":" + requests + "}";
        Results results = LoadgenProcess.run(profile, server).result().results();
        assertThat(results.requests()).isEqualTo(requests);
        return results;
    }

    /** Ends when the client closes the connection. */
    private static void pourForever(Call call) throws IOException {
        call.raw("HTTP/1.1 200 OK\r\n\r\n");
        byte[] piece = new byte[65_536];
        while (!call.socket().isClosed()) {
            call.raw(piece);
        }
    }
}
