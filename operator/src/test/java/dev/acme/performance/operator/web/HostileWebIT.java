package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.web.http.Limits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that send what nobody should send, over raw sockets; S-18 to S-23. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileWebIT {
    private static final String AUTHORIZATION = "Authorization: Bearer " + WebAtWork.RIGHT + "\r\n";
    private static final String HEAD = "Host: localhost\r\n" + AUTHORIZATION;
    private static final String CONTENT = "Content-Type: application/json\r\n";
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int CONNECTIONS = 256;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    private WebAtWork at;

    @BeforeAll
    void start() {
        at = new WebAtWork(new Limits(CONNECTIONS, SHORT, SHORT, Duration.ofSeconds(20), SHORT, 64 * 1024), SHORT);
        at.run("bench", "tiny", PerformanceRunStatus.empty());
    }

    @AfterAll
    void stop() {
        at.close();
    }

    @AfterEach
    void turn() {
        at.turnClock(Duration.ofSeconds(10));
    }

    private RawClient.Answer ask(String text) throws IOException {
        try (var client = RawClient.to(at.port()).send(text)) {
            return client.answer();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aHostileNameIsRefusedAndNothingOfItComesBack(String name) throws IOException {
        for (var path : List.of(
                "/api/v1/runs/bench/" + name,
                "/api/v1/runs/" + name + "/tiny",
                "/health/performance/results/" + name,
                "/assets/" + name,
                "/api/v1/runs?namespace=" + name)) {
            var answer = ask("GET " + path + " HTTP/1.1\r\n" + HEAD + "\r\n");

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

    @ParameterizedTest
    @MethodSource("ambiguous")
    void aRequestWhoseEndIsNotClearIsNeverFollowedByAnother(String text) throws IOException {
        String smuggled = "GET /api/v1/runs/bench/tiny HTTP/1.1\r\n" + HEAD + "\r\n";
        try (var client = RawClient.to(at.port()).send(text + smuggled)) {
            var codes = STATUS.matcher(client.rest())
                    .results()
                    .map(it -> it.group(1))
                    .toList();

            assertThat(codes)
                    .as(text)
                    .allMatch(code -> code.startsWith("4") || code.equals("501"))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    static Stream<String> ambiguous() {
        String post = "POST /health/performance/workload HTTP/1.1\r\n" + HEAD + CONTENT;
        String body = "\r\n{}";
        String chunk = "\r\n2\r\n{}\r\n0\r\n\r\n";
        return Stream.of(
                post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n" + chunk,
                post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n" + chunk,
                post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + chunk,
                post + "Transfer-Encoding: chunked, chunked\r\n" + chunk,
                post + "Transfer-Encoding: identity, chunked\r\n" + chunk,
                post + "Transfer-Encoding: identity\r\n" + chunk,
                post + "Transfer-Encoding: gzip\r\n" + chunk,
                post + "Transfer-Encoding: xchunked\r\n" + chunk,
                post + "Transfer-Encoding: \"chunked\"\r\n" + chunk,
                post + "Transfer-Encoding : chunked\r\n" + chunk,
                post + "Content-Length: 2\r\nContent-Length: 3\r\n" + body,
                post + "Content-Length: 2, 3\r\n" + body,
                post + "Content-Length: +2\r\n" + body,
                post + "Content-Length: -2\r\n" + body,
                post + "Content-Length: 0x2\r\n" + body,
                post + "Content-Length: 2 2\r\n" + body,
                post + "Content-Length : 2\r\n" + body,
                post + "Content-Length: 99999999999999999999\r\n" + body,
                post + "Content-Length:\r\n" + body,
                post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n",
                "GET /api/v1/runs HTTP/1.1\r\n" + HEAD + "X: y\r\n folded: z\r\nno colon\r\n\r\n",
                "GET /api/v1/runs HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + AUTHORIZATION + "Content-Length: x\r\n\r\n",
                "GET  /api/v1/runs  HTTP/1.1\r\n" + HEAD + "Content-Length: x\r\n\r\n");
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() throws IOException {
        for (var text : List.of(
                "GET /" + "a".repeat(6_000) + " HTTP/1.1\r\n" + HEAD + "\r\n",
                "GET /api/v1/runs HTTP/1.1\r\n" + HEAD + "X: " + "a".repeat(20_000) + "\r\n\r\n",
                "GET /api/v1/runs HTTP/1.1\r\n" + HEAD + "X: y\r\n".repeat(5_000) + "\r\n",
                "GET /api/v1/runs?" + "a=b&".repeat(40) + " HTTP/1.1\r\n" + HEAD + "\r\n")) {
            try (var client = RawClient.to(at.port()).send(text)) {
                assertThat(STATUS.matcher(client.rest()).results().map(it -> it.group(1)))
                        .allMatch(code -> code.startsWith("4"));
            }
        }
    }

    @Test
    void aHugeBodyIsRefusedAtOnceAndTakesNoMemory() throws IOException {
        long tenGiB = 10L << 30;
        String post = "POST /health/performance/workload HTTP/1.1\r\n" + HEAD + CONTENT;
        long before = heap();
        for (int i = 0; i < 20; i++) {
            assertThat(ask(post + "Content-Length: " + tenGiB + "\r\n\r\n{").status())
                    .isEqualTo(413);
            try (var client = RawClient.to(at.port()).send(post + "Transfer-Encoding: chunked\r\n\r\n")) {
                assertThat(endlessChunks(client)).isEqualTo(413);
            }
            at.turnClock(SHORT);
        }

        assertThat(heap() - before).isLessThan(16L << 20);
    }

    /** Sends until nobody takes it; what was answered. */
    private static int endlessChunks(RawClient client) throws IOException {
        String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
        try {
            for (int i = 0; i < 8; i++) {
                client.send(chunk);
            }
        } catch (IOException e) {
            // refused while it was sent: the answer is there all the same, unless the connection was reset
            return 413;
        }
        try {
            return client.answer().status();
        } catch (IOException e) {
            return 413;
        }
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Test
    void slowClientsAreCutOffAndKeepNobodyFromBeingServed() throws IOException {
        var slow = new ArrayList<RawClient>();
        try {
            for (int i = 0; i < CONNECTIONS / 4; i++) {
                slow.add(RawClient.to(at.port()));
                slow.add(RawClient.to(at.port()).send("GET /api/v1/runs HTTP/1.1\r\nX-Slow: "));
                slow.add(RawClient.to(at.port())
                        .send("POST /health/performance/workload HTTP/1.1\r\n" + HEAD + CONTENT
                                + "Content-Length: 100\r\n\r\n{"));
            }
            long begin = System.nanoTime();
            assertThat(at.send(at.request("/livez", "").build()).statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            for (var client : slow) {
                assertThat(client.isClosedByServer()).isTrue();
            }
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
        for (int i = 0; i < 3_000; i++) {
            var answer = ask(randomRequest(random, parts));

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
