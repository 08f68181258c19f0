package dev.acme.performance.registry.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.acme.performance.registry.RegistryConfig;
import dev.acme.performance.registry.backends.TinyFunction;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lambda's rules for environments that do not start, end too early, or are asked too often; each one a process. */
final class FunctionRulesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aFirstInitialisationThatTakesTooLongBeginsAgain(@TempDir Path folder) throws Exception {
        try (var host = host(rules(SHORT, LONG), "hang-unless:" + folder.resolve("second"))) {
            var answer = get(host, "/");

            assertThat(answer.body()).isEqualTo("ok");
            assertThat(metrics(host)).contains("function_cold_starts_total 1.0", "function_init_seconds_count 1.0");
        }
    }

    /** Fact F-02 of Lambda: what the second attempt takes is the invocation's. */
    @Test
    void aSecondInitialisationAndItsInvocationShareOneTime(@TempDir Path folder) throws Exception {
        try (var host = host(rules(SHORT, LONG), "hang-unless:" + folder.resolve("second"))) {
            var times = get(host, "/deadline").body().split(" ", 2);

            long deadline = Long.parseLong(times[0]);
            long processStart = Long.parseLong(times[1]);
            assertThat(deadline - LONG.toMillis())
                    .as("begun before the process was there")
                    .isLessThanOrEqualTo(processStart);
        }
    }

    @Test
    void aSecondInitialisationHasTheInvocationsTime() throws Exception {
        try (var host = host(rules(SHORT, SHORT), "hang")) {
            var answer = get(host, "/");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("\"reason\":\"Sandbox.InitTimedout\"");
            assertThat(metrics(host)).contains("function_environments{state=\"starting\",} 0.0");
        }
    }

    @Test
    void anInitialisationThatFailsIsToldInItsOwnWords() throws Exception {
        try (var host = host(rules(LONG, LONG), "fail")) {
            var answer = get(host, "/");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("\"reason\":\"Tiny.Broken\"", "it does not start");
        }
    }

    @Test
    void aHostWhoseProvisionedEnvironmentsDoNotStartDoesNotEither() {
        var provisioned = new FleetSettings(1769, 2, 2, LONG, LONG, LONG, 0, 0, 9, 2);

        assertThatThrownBy(() -> host(provisioned, "fail").close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a provisioned environment does not come up: it does not start");
    }

    @Test
    void anEnvironmentThatEndsInTheMiddleIsReplaced() throws Exception {
        try (var host = host(rules(LONG, LONG), "")) {
            var crashed = get(host, "/crash");

            assertThat(crashed.statusCode()).isEqualTo(502);
            assertThat(crashed.body()).contains("\"reason\":\"Runtime.ExitError\"");
            assertThat(get(host, "/").body()).isEqualTo("ok");
            assertThat(metrics(host)).contains("function_cold_starts_total 2.0");
        }
    }

    @Test
    void anAnswerThatBreaksOffBeforeItsHeadWasSentCountsAsWhatTheClientGot() throws Exception {
        try (var host = host(rules(LONG, LONG), "")) {
            var refused = get(host, "/cut");

            assertThat(refused.statusCode()).isEqualTo(502);
            assertThat(refused.body()).contains("\"reason\":\"Runtime.TruncatedResponse\"");
            assertThat(metrics(host))
                    .contains("registry_requests_total{code=\"502\",} 1.0")
                    .doesNotContain("code=\"200\"");
            assertThat(get(host, "/").body()).as("of the same environment").isEqualTo("ok");
            assertThat(metrics(host)).contains("function_cold_starts_total 1.0");
        }
    }

    @Test
    void anAnswerThatBreaksOffInItsBodyIsNoSuccess() throws Exception {
        try (var host = host(rules(LONG, LONG), "")) {
            assertThatThrownBy(() -> get(host, "/cut-late")).isInstanceOf(IOException.class);

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(metrics(host))
                            .contains("registry_requests_total{code=\"502\",} 1.0")
                            .doesNotContain("code=\"200\""));
        }
    }

    /** What a place that cannot be filled costs the others: nothing. */
    @Test
    void aProvisionedEnvironmentThatHangsKeepsNobodyFromBeingReclaimed(@TempDir Path folder) throws Exception {
        var oneProvisioned = new FleetSettings(1769, 9, 1, SHORT, LONG, LONG, 0, 0, 9, 2);
        var hangs = folder.resolve("hangs");
        var others = ProcessHandle.current().children().toList();
        try (var host = host(oneProvisioned, "hang-where:" + hangs)) {
            var busy = http.sendAsync(request(host, "/slow"), BodyHandlers.ofString());
            await().atMost(LIMIT).until(() -> metrics(host).contains("function_environments{state=\"busy\",} 1.0"));
            var provisioned = ProcessHandle.current()
                    .children()
                    .filter(it -> !others.contains(it))
                    .toList();
            get(host, "/");
            Files.createFile(hangs);
            provisioned.forEach(ProcessHandle::destroyForcibly);

            assertThat(provisioned).hasSize(1);
            assertThat(busy.get(LIMIT.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(502);
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> List.of("starting\",} 1.0", "busy\",} 0.0", "idle\",} 0.0").stream()
                            .allMatch(metrics(host)::contains));
        }
    }

    @Test
    void anInvocationHasItsTimeAndNoMore() throws Exception {
        try (var host = host(rules(LONG, Duration.ofSeconds(2)), "")) {
            var late = get(host, "/slow");

            assertThat(late.statusCode()).isEqualTo(504);
            assertThat(late.body()).contains("\"reason\":\"Sandbox.Timedout\"");
            assertThat(get(host, "/").body()).as("of a new environment").isEqualTo("ok");
        }
    }

    @Test
    void aRequestBeyondTheLimitIsThrottled() throws Exception {
        var one = new FleetSettings(1769, 1, 0, LONG, LONG, LONG, 0, 0, 9, 2);
        try (var host = host(one, "")) {
            var busy = http.sendAsync(request(host, "/slow"), BodyHandlers.ofString());
            await().atMost(LIMIT).until(() -> metrics(host).contains("function_cold_starts_total 1.0"));

            var refused = get(host, "/");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            assertThat(refused.headers().firstValue("x-amzn-errortype")).contains("TooManyRequestsException");
            assertThat(refused.body()).contains("\"reason\":\"ConcurrentInvocationLimitExceeded\"");
            assertThat(metrics(host)).contains("function_throttles_total 1.0");
            busy.cancel(true);
        }
    }

    @Test
    void provisionedEnvironmentsAreReplacedAndOthersReclaimed() throws Exception {
        var oneProvisioned =
                new FleetSettings(1769, 9, 1, SHORT, Duration.ofSeconds(3), Duration.ofSeconds(30), 0, 0, 9, 2);
        try (var host = host(oneProvisioned, "")) {
            assertThat(metrics(host)).contains("function_environments{state=\"idle\",} 1.0");

            var slow = http.sendAsync(request(host, "/slow"), BodyHandlers.ofString());
            await().atMost(LIMIT).until(() -> metrics(host).contains("function_environments{state=\"busy\",} 1.0"));
            var cold = get(host, "/");

            assertThat(cold.headers().firstValue("server-timing").orElseThrow()).contains("init;dur=");
            assertThat(slow.get(LIMIT.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(504);
            await().atMost(LIMIT)
                    .until(() -> List.of("starting\",} 0.0", "busy\",} 0.0", "idle\",} 1.0").stream()
                            .allMatch(metrics(host)::contains));
            assertThat(get(host, "/").headers().firstValue("server-timing"))
                    .as("warm")
                    .isEmpty();
            assertThat(metrics(host)).contains("function_cold_starts_total 1.0");
        }
    }

    @Test
    void anEnvironmentThatServedItsRateRefusesWhereNoneMayBeAdded() throws Exception {
        var oncePerSecond = new FleetSettings(1769, 1, 0, LONG, LONG, LONG, 1, 0, 9, 2);
        try (var host = host(oncePerSecond, "")) {
            assertThat(get(host, "/").statusCode()).isEqualTo(200);

            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> get(host, "/").body().contains("FunctionInvocationRateLimitExceeded"));
            await().atMost(LIMIT).until(() -> get(host, "/").statusCode() == 200);
        }
    }

    @Test
    void environmentsAreAddedNoFasterThanTheRampAllows() throws Exception {
        var onePerTenSeconds = new FleetSettings(1769, 9, 0, LONG, LONG, LONG, 0, 1, 9, 2);
        try (var host = host(onePerTenSeconds, "")) {
            var busy = http.sendAsync(request(host, "/slow"), BodyHandlers.ofString());
            await().atMost(LIMIT).until(() -> metrics(host).contains("function_cold_starts_total 1.0"));

            var refused = get(host, "/");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("ConcurrentInvocationLimitExceeded");
            busy.cancel(true);
        }
    }

    @Test
    void nothingIsLeftOfEnvironmentsThatWereReclaimed(@TempDir Path folder) throws Exception {
        var soonIdle = new FleetSettings(1769, 9, 0, SHORT, LONG, LONG, 0, 0, 9, 3);
        try (var host = host(soonIdle, "")) {
            var answers = Stream.generate(() -> http.sendAsync(request(host, "/"), BodyHandlers.ofString()))
                    .limit(3)
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS).statusCode())
                        .isEqualTo(200);
            }

            await().atMost(LIMIT).until(() -> metrics(host).contains("function_environments{state=\"idle\",} 0.0"));

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(threads(folder)).doesNotContain(ApiDoor.class.getName()));
        }
    }

    /** All threads of this process, with what each of them does. */
    private static String threads(Path folder) throws IOException {
        var file = folder.resolve(UUID.randomUUID().toString());
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(file);
    }

    private static FleetSettings rules(Duration init, Duration timeout) {
        return new FleetSettings(1769, 9, 0, LONG, timeout, init, 0, 0, 9, 2);
    }

    private static FunctionHost host(FleetSettings settings, String init) {
        var server = RegistryConfig.from(Map.of(
                        "HOST", "127.0.0.1",
                        "PORT", "0",
                        "SHUTDOWN_GRACE_SECONDS", "0",
                        "S3_BUCKET", "none",
                        "DYNAMODB_TABLE", "none"))
                .server();
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx16m",
                "-cp",
                Path.of("target", "test-classes").toString(),
                TinyFunction.class.getName());
        var answers = new AnswerSettings(true, 6_291_556, 0, 0, 0);
        return FunctionHost.start(
                server, settings, answers, new Launcher(command, Map.of("TINY_INIT", init), Optional.empty()));
    }

    private HttpResponse<String> get(FunctionHost host, String path) throws IOException, InterruptedException {
        return http.send(request(host, path), BodyHandlers.ofString());
    }

    private String metrics(FunctionHost host) throws IOException, InterruptedException {
        return get(host, "/metrics").body();
    }

    private static HttpRequest request(FunctionHost host, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path))
                .timeout(LIMIT)
                .build();
    }
}
