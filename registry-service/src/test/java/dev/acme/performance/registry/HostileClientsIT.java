package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.FakeS3;
import dev.acme.performance.registry.backends.RawClient;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.ScriptedServer;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.http.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send what nobody should send, over raw sockets. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileClientsIT {
    private static final byte[] OBJECT = "the archive".getBytes(StandardCharsets.US_ASCII);
    private static final String PATH = Registry.archive("m");
    private static final Duration SHORT = Duration.ofSeconds(1);

    private EmbeddedBackends backends;
    private ScriptedServer s3;
    private Registry registry;

    @BeforeAll
    void start(EmbeddedBackends shared) {
        backends = shared;
        s3 = FakeS3.start((_, caller) -> FakeS3.whole(OBJECT, caller));
        registry = Registry.over(backends, s3, Map.of("STALL_TIMEOUT_SECONDS", "1"), HostileClientsIT::impatient)
                .promise("m", OBJECT);
    }

    @AfterAll
    void stop() {
        registry.close();
        s3.close();
    }

    private static RegistryConfig impatient(RegistryConfig config) {
        var s = config.server();
        var server =
                new ServerSettings(s.host(), s.port(), s.gate(), s.connections(), SHORT, SHORT, s.stall(), s.grace());
        return new RegistryConfig(
                server,
                config.s3(),
                config.wire(),
                config.catalogue(),
                config.readyModel(),
                config.warmUp(),
                config.rds(),
                config.cache(),
                config.redirects());
    }

    @ParameterizedTest
    @MethodSource("hostileTargets")
    void aHostilePathIsRefusedAsAProblemAndNothingMore(String target) throws Exception {
        try (var client = RawClient.to(registry.port()).get(target)) {
            var answer = client.answer();

            assertThat(answer.status()).isIn(400, 404);
            assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
            var problem = new ObjectMapper().readTree(answer.body());
            assertThat(problem.get("status").asInt()).isEqualTo(answer.status());
            assertThat(problem.get("reason").asText()).isNotBlank();
            assertThat(answer.body()).as("nothing of the request comes back").doesNotContain("evil");
        }
    }

    static Stream<String> hostileTargets() {
        var names = Stream.of(
                "..",
                ".",
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
                "evil%00.zip",
                "evil\0",
                "evil%0d%0aX:1",
                "%0a",
                "%09",
                "%20",
                "evil;x=1",
                ";",
                "evil;/../..",
                "?evil",
                "?",
                "%3f",
                "evil%23",
                "#",
                "evil%2fevil",
                "~",
                "~root",
                "$HOME",
                "$(id)",
                "`id`",
                "|id",
                "&",
                "&&id",
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
                "evil=evil",
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
                "a".repeat(193),
                "a".repeat(300),
                "con%2f",
                "%7f",
                "\u007f",
                "\u0001",
                "%f0%9f%92%a9",
                "${jndi:ldap:evil}",
                "%24%7bjndi%7d",
                "%25%32%65");
        return names.flatMap(
                name -> Stream.of("/performance/" + name + "/main/model.zip", "/performance/m/" + name + "/model.zip"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/performance/m/main/../../../etc/passwd",
                "/performance//m/main/model.zip",
                "//performance/m/main/model.zip",
                "/performance/m/main/model.zip/",
                "/performance/m/main/model.zip%00",
                "/performance/m/main/MODEL.ZIP",
                "/performance/m/main/model.zip;x",
                "/PERFORMANCE/m/main/model.zip",
                "/performance/m/main/model.zip/x",
                "/health/../metrics",
                "/etc/passwd",
                "*",
                "/"
            })
    void aPathBesideTheRoutesIsRefused(String target) throws Exception {
        try (var client = RawClient.to(registry.port()).get(target)) {
            assertThat(client.answer().status()).isIn(400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/performance/models?limit=0",
                "/performance/models?limit=1001",
                "/performance/models?limit=x",
                "/performance/models?limit=",
                "/performance/models?after=x",
                "/performance/models?after=../x/y",
                "/performance/models?after=%00/%00"
            })
    void aBadParameterIsRefused(String target) throws Exception {
        try (var client = RawClient.to(registry.port()).get(target)) {
            assertThat(client.answer().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.acme.performance.registry.backends.RefusedMethods#ALL")
    void onlyReadingIsAllowed(String method) throws Exception {
        try (var client = RawClient.to(registry.port())
                .send(method + " " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")) {
            var answer = client.answer();

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET, HEAD");
        }
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoRequestIsRefusedOrCutOff(String bytes) throws Exception {
        try (var client = RawClient.to(registry.port()).send(bytes)) {
            assertNoSuccess(client);
        }
        assertStillServing();
    }

    static Stream<String> malformed() {
        return Stream.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003".repeat(20),
                "GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
                "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(5000) + "\r\n",
                "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
                "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000),
                "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n"
                        + "x".repeat(70_000));
    }

    @Test
    void aClientThatNeverEndsItsHeadIsCutOff() throws Exception {
        try (var client = RawClient.to(registry.port()).send("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n")) {
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aClientThatSaysNothingIsCutOffBeforeAndAfterARequest() throws Exception {
        try (var silent = RawClient.to(registry.port());
                var served = RawClient.to(registry.port()).get(PATH)) {
            assertThat(served.answer().status()).isEqualTo(200);
            assertThat(silent.isClosedByServer()).isTrue();
            assertThat(served.isClosedByServer()).isTrue();
        }
    }

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        try (var client = RawClient.to(registry.port())) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.get(PATH).answer().body()).isEqualTo("the archive");
            }
        }
    }

    @Test
    void aHundredIdleAndAHundredSlowClientsDoNotKeepOthersFromBeingServed() throws Exception {
        var others = new ArrayList<RawClient>();
        try {
            for (int i = 0; i < 100; i++) {
                others.add(RawClient.to(registry.port()));
                others.add(RawClient.to(registry.port()).send("GET " + PATH + " HTTP/1.1\r\nX-Slow: "));
            }
            assertStillServing();
        } finally {
            close(others);
        }
    }

    @Test
    void aClientThatTakesNothingIsCutOffAndFreesItsPlace() throws Exception {
        var large = new byte[50_000_000];
        try (var storage = FakeS3.start((_, caller) -> FakeS3.whole(large, caller));
                var one = Registry.over(
                                backends, storage, Map.of("THREAD_POOL_SIZE", "1", "STALL_TIMEOUT_SECONDS", "1"))
                        .promise("m", large);
                var client = RawClient.to(one.port()).get(PATH)) {
            assertThat(client.read(1)).hasSize(1);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> one.metric("registry_requests_total{code=\"499\",}") == 1);
            assertThat(one.get("/performance/m/main").statusCode()).isEqualTo(200);
        }
    }

    private void assertStillServing() throws IOException, InterruptedException {
        assertThat(registry.get(PATH).body()).isEqualTo(OBJECT);
    }

    private static void assertNoSuccess(RawClient client) throws IOException {
        try {
            assertThat(client.answer().status()).isBetween(400, 499);
        } catch (IOException e) {
            assertThat(e).as("cut off").isInstanceOf(IOException.class);
        }
    }

    private static void close(List<RawClient> clients) throws IOException {
        for (var client : clients) {
            client.close();
        }
    }
}
