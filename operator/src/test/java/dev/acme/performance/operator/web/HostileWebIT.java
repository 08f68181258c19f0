package dev.acme.performance.operator.web;

import static dev.acme.performance.operator.web.HostileClient.CONTENT;
import static dev.acme.performance.operator.web.HostileClient.HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.operator.web.http.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that send what nobody should send, over raw sockets; S-18, S-20 and S-23. */
class HostileWebIT {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int CONNECTIONS = 256;
    /** S-23 asks for 100,000: docs/benchmarks.md. */
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 3_000);

    @RegisterExtension
    static final HostileClient HOSTILE = new HostileClient(
            new WebAtWork(new Limits(CONNECTIONS, SHORT, SHORT, Duration.ofSeconds(20), SHORT, 64 * 1024), SHORT));

    private final WebAtWork at = HOSTILE.at;

    @ParameterizedTest
    @MethodSource("names")
    void aHostileNameIsRefusedAndNothingOfItComesBack(String name) throws IOException {
        for (var path : List.of(
                "/api/v1/runs/bench/" + name,
                "/api/v1/runs/" + name + "/tiny",
                "/health/performance/results/" + name,
                "/assets/" + name,
                "/api/v1/runs?namespace=" + name)) {
            var answer = HOSTILE.ask("GET " + path + " HTTP/1.1\r\n" + HEAD + "\r\n");

            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.body()).doesNotContain("evil", "Exception", "at dev.acme");
        }
        at.turnClock(SHORT);
    }

    static Stream<String> names() {
        return Stream.of(
                "..",
                "...",
                "....//",
                "..%2f",
                "%2e%2e",
                "%2e%2e%2f",
                "%252e%252e",
                "%252f",
                "..%252f..%252f",
                "..%c0%af",
                "%c0%ae%c0%ae",
                "..%5c",
                "..\\",
                "%00",
                "evil%00",
                "evil\0",
                "evil%0d%0aX:1",
                "%0a",
                "%09",
                "%20",
                "evil;x=1",
                ";",
                "evil;/../..",
                "%3f",
                "evil%23",
                "evil%2fevil",
                "~",
                "~root",
                "$HOME",
                "$(id)",
                "`id`",
                "|id",
                "%26%26id",
                "'",
                "\"",
                "'or'1'='1",
                "<script>",
                "%3cscript%3e",
                "{evil}",
                "[evil]",
                "*",
                "**",
                "evil:evil",
                "C:",
                "evil@evil",
                "evil,evil",
                "evil+evil",
                "!",
                "^",
                "%",
                "%g0",
                "%1",
                "%u002e",
                "\u00e9",
                "%c3%a9",
                "%ef%bc%8e%ef%bc%8e",
                "\u00ff\u00fe",
                "%e2%80%ae",
                "%e2%80%a4",
                "-evil",
                "--help",
                ".evil",
                ".git",
                "evil..evil",
                "evil%2e%2e",
                "a".repeat(64),
                "a".repeat(300),
                "con%2f",
                "%7f",
                "\u007f",
                "\u0001",
                "%f0%9f%92%a9",
                "${jndi:ldap:evil}",
                "%24%7bjndi%7d",
                "%25%32%65",
                "EVIL",
                "evil_evil",
                "evil.",
                "evil-",
                "tiny%20",
                "tiny%00.js");
    }

    @Test
    void slowClientsAreCutOffAndKeepNobodyFromBeingServed() throws IOException {
        var slow = new ArrayList<RawClient>();
        try {
            for (int i = 0; i < CONNECTIONS / 4; i++) {
                slow.add(RawClient.to(at.port()));
                slow.add(HOSTILE.send("GET /api/v1/runs HTTP/1.1\r\nX-Slow: "));
                slow.add(HOSTILE.send("POST /health/performance/workload HTTP/1.1\r\n" + HEAD + CONTENT
                        + "Content-Length: 100\r\n\r\n{"));
            }
            long begin = System.nanoTime();
            assertThat(at.send(at.request("/livez", "").build()).statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            for (var client : slow) {
                assertThat(client.isClosedByServer()).isTrue();
            }
            assertThat(at.audited).as("heads that never came").anyMatch(entry -> entry.status() == 408);
        } finally {
            for (var client : slow) {
                client.close();
            }
        }
        await().atMost(WebAtWork.PATIENCE)
                .until(() -> at.send(at.request("/readyz", "").build()).statusCode() == 200);
    }

    @Test
    void randomRequestsAreNeverTheOperatorsFault() throws IOException {
        var random = new Random(8);
        var parts = Stream.concat(
                        names().map(HostileWebIT::encoded),
                        Stream.of(
                                "api",
                                "v1",
                                "runs",
                                "bench",
                                "tiny",
                                "health",
                                "performance",
                                "results",
                                "workload",
                                "compare",
                                "experiments",
                                "session",
                                "report"))
                .toList();
        for (int i = 0; i < REQUESTS; i++) {
            var answer = HOSTILE.ask(randomRequest(random, parts));

            assertThat(answer.status()).as("request " + i).isLessThan(500);
            assertThat(answer.body()).doesNotContain("Exception", "\tat ");
            if (i % 5 == 0) {
                at.turnClock(SHORT);
            }
        }
    }

    private static String randomRequest(Random random, List<String> parts) {
        var path = new StringBuilder();
        IntStream.rangeClosed(0, random.nextInt(6))
                .forEach(_ -> path.append('/').append(parts.get(random.nextInt(parts.size()))));
        if (random.nextBoolean()) {
            path.append('?')
                    .append(parts.get(random.nextInt(parts.size())))
                    .append('=')
                    .append(parts.get(random.nextInt(parts.size())));
        }
        String method = List.of("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "TRACE")
                .get(random.nextInt(7));
        String body = List.of(
                        "",
                        "{}",
                        "[",
                        "{\"num_clients\":-1}",
                        "{\"a\":".repeat(50) + "1" + "}".repeat(50),
                        "\u0000\u00ff")
                .get(random.nextInt(6));
        return method + " " + path + " HTTP/1.1\r\n" + HEAD + (random.nextInt(4) == 0 ? "" : CONTENT)
                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Whatever breaks the line itself is for another test. */
    private static String encoded(String name) {
        return name.replaceAll("[^!-~]", "%00");
    }
}
