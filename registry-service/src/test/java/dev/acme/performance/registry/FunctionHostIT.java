package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.FakeS3;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.backends.Program;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The function host as a process, its environments as processes: Lambda's semantics through the real door. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FunctionHostIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MODEL = Registry.archive("arnir0_Tiny-LLM");
    private static final int SIZE = 8_000_000;
    private static final int MANY = 8;
    private static final int WAVES = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private Map<String, String> environment = Map.of();
    private EmbeddedBackends shared;

    FunctionHostIT(EmbeddedBackends backends) {
        this.shared = backends;
    }

    @BeforeAll
    void fill(EmbeddedBackends backends) {
        shared = backends;
        var all = new HashMap<>(backends.environment());
        all.putAll(Map.of("DYNAMODB_TABLE", "function-host", "S3_PREFIX", "function-host/"));
        environment = all;
        Fill.generated(environment, SIZE, 5);
    }

    @Test
    void theFirstAnswerIsColdAndAllAreTheRegistrysOwn(@TempDir Path folder) throws Exception {
        var cache = folder.resolve("function.aot");
        try (var registry = Registry.start(RegistryConfig.from(environment));
                var host = Program.startPackaged(
                        settings(Map.of(
                                "FUNCTION_STREAM_MB_PER_SECOND", "0",
                                "READY_MODEL", "arnir0_Tiny-LLM/main",
                                "FUNCTION_AOT_CACHE", cache.toString())),
                        "function-host")) {
            int port = port(host);
            var served = registry.get(MODEL);
            assertThat(host.children()).as("before any request").isEmpty();
            assertThat(folder).as("no part of the recording is left").isDirectoryContaining(cache::equals);

            var cold = get(port, MODEL);
            var warm = get(port, MODEL, "range", "bytes=5-9");
            var unknown = get(port, Registry.archive("unknown"));
            var head = http.send(request(port, MODEL).HEAD().build(), HttpResponse.BodyHandlers.ofByteArray());

            assertThat(cold.statusCode()).isEqualTo(200);
            assertThat(cold.body()).isEqualTo(served.body());
            assertThat(cold.headers().firstValue("etag"))
                    .isEqualTo(served.headers().firstValue("etag"));
            assertThat(cold.headers().firstValue("x-cold-start")).contains("true");
            assertThat(Registry.timing(cold, "spawn")
                            + Registry.timing(cold, "runtime")
                            + Registry.timing(cold, "handler"))
                    .isCloseTo(Registry.timing(cold, "init"), org.assertj.core.data.Offset.offset(0.01));
            assertThat(Registry.timing(cold, "firstbyte")).isPositive();
            assertThat(warm.statusCode()).isEqualTo(206);
            assertThat(warm.headers().firstValue("x-cold-start")).isEmpty();
            assertThat(warm.headers().firstValue("server-timing").orElseThrow()).doesNotContain("init");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body())
                    .isEqualTo(registry.get(Registry.archive("unknown")).body());
            assertThat(head.headers().firstValue("content-length")).contains(Integer.toString(SIZE));
            assertThat(host.children()).hasSize(1);
            assertThat(metrics(port))
                    .contains("function_cold_starts_total 1.0", "function_environments{state=\"idle\",} 1.0")
                    .contains("function_init_seconds_count 1.0");
        }
    }

    /** As on Lambda, where a function's disk is its environment's own and goes with it. */
    @Test
    void eachEnvironmentKeepsArchivesInAFolderOfItsOwn(@TempDir Path folder) throws Exception {
        var foreign = Files.createDirectory(folder.resolve("foreign"));
        var left = Files.createDirectory(folder.resolve("environment-of-a-host-that-was-killed"));
        try (var host = host(Map.of(
                "ENABLE_CACHING", "true",
                "CACHE", "disk",
                "CACHE_FOLDER", folder.toString(),
                "FUNCTION_IDLE_SECONDS", "1",
                "FUNCTION_STREAM_MB_PER_SECOND", "0"))) {
            int port = port(host);
            assertThat(left).doesNotExist();

            var first = get(port, MODEL);
            var second = get(port, MODEL);

            assertThat(first.headers().firstValue("x-cache")).contains("miss");
            assertThat(second.headers().firstValue("x-cache")).contains("hit");
            assertThat(second.body()).isEqualTo(first.body());
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(folder)
                            .isDirectoryContaining(foreign::equals)
                            .isDirectoryNotContaining(file -> !file.equals(foreign)));
        }
    }

    @Test
    void afterTheFirstBytesAStreamGoesOnAtItsPace() throws Exception {
        try (var host = host(Map.of("FUNCTION_STREAM_FREE_MB", "6", "FUNCTION_STREAM_MB_PER_SECOND", "2"))) {
            int port = port(host);
            get(port, "/performance/models");
            long start = System.nanoTime();

            var answer = get(port, MODEL);

            assertThat(answer.body()).hasSize(SIZE);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("2 MB at 2 MB/s")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(950));
        }
    }

    @Test
    void anInvocationThatTakesTooLongIsToldBeforeItsEnvironmentEnds() throws Exception {
        try (var s3 = FakeS3.start((_, caller) -> caller.isClosedByClient());
                var rows = Registry.over(shared, s3, Map.of("DYNAMODB_TABLE", "host-late"));
                var host = host(Map.of(
                        "S3_ENDPOINT", s3.endpoint().toString(),
                        "DYNAMODB_TABLE", "host-late",
                        "FUNCTION_TIMEOUT_SECONDS", "3",
                        "FUNCTION_INIT_SECONDS", "60"))) {
            rows.promise("m", new byte[10]);
            int port = port(host);

            var answer = get(port, Registry.archive("m"));

            assertThat(answer.statusCode()).isIn(502, 504);
            assertThat(text(answer)).containsAnyOf("Sandbox.Timedout", "Function.TimedOut");
        }
    }

    @Test
    void anAnswerThatIsNotStreamedHasALimit() throws Exception {
        try (var host = host(Map.of("FUNCTION_RESPONSE_MODE", "buffered"))) {
            int port = port(host);

            var whole = get(port, MODEL);
            var part = get(port, MODEL, "range", "bytes=0-5999999");

            assertThat(whole.statusCode()).isEqualTo(502);
            assertThat(text(whole)).contains("Function.ResponseSizeTooLarge");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).hasSize(6_000_000);
        }
    }

    /** The heap is that of jvm.options, and its end is the host's. */
    @Test
    void manyAnswersAtOnceThatAreNotStreamedFitIntoTheHostsHeap() throws Exception {
        try (var host = host(Map.of(
                "FUNCTION_RESPONSE_MODE",
                "buffered",
                "FUNCTION_PROVISIONED_CONCURRENCY",
                Integer.toString(MANY),
                "FUNCTION_MAX_CONCURRENCY",
                Integer.toString(MANY),
                "FUNCTION_REQUESTS_PER_SECOND",
                "0"))) {
            int port = port(host);
            for (int wave = 0; wave < WAVES; wave++) {
                var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
                for (int i = 0; i < MANY; i++) {
                    var range = i % 2 == 0 ? "bytes=0-" : "bytes=0-5999999";
                    answers.add(http.sendAsync(
                            request(port, MODEL).header("range", range).build(),
                            HttpResponse.BodyHandlers.ofByteArray()));
                }
                for (int i = 0; i < MANY; i++) {
                    var answer = answers.get(i).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    assertThat(answer.statusCode()).isEqualTo(i % 2 == 0 ? 502 : 206);
                    assertThat(answer.body().length == 6_000_000).isEqualTo(i % 2 != 0);
                }
            }
            assertThat(host.isAlive()).isTrue();
        }
    }

    @Test
    void aKilledHostLeavesNoProcessBehind() throws Exception {
        try (var host = host(Map.of("FUNCTION_PROVISIONED_CONCURRENCY", "2"))) {
            port(host);
            var children = host.children();
            assertThat(children).hasSize(2);

            host.kill();

            await().atMost(LIMIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void aTermSignalLetsARunningAnswerEnd() throws Exception {
        var asked = new CompletableFuture<Void>();
        var go = new CompletableFuture<Void>();
        try (var s3 = FakeS3.start((_, caller) -> {
                    asked.complete(null);
                    go.join();
                    FakeS3.head(10, caller).send("0123456789");
                });
                var rows = Registry.over(shared, s3, Map.of("DYNAMODB_TABLE", "host-ending"));
                var host = host(Map.of("S3_ENDPOINT", s3.endpoint().toString(), "DYNAMODB_TABLE", "host-ending"))) {
            rows.promise("m", "0123456789".getBytes(StandardCharsets.US_ASCII));
            int port = port(host);
            var running = http.sendAsync(
                    request(port, Registry.archive("m")).build(), HttpResponse.BodyHandlers.ofByteArray());
            asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            var children = host.children();

            host.terminate();
            await().atMost(LIMIT).until(() -> get(port, "/health/ready").statusCode() == 503);
            go.complete(null);

            assertThat(text(running.get(LIMIT.toSeconds(), TimeUnit.SECONDS))).isEqualTo("0123456789");
            assertThat(host.exitCode()).isZero();
            assertThat(children).hasSize(1).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void tooLittleMemoryIsOneLineAndAnExitCode() throws Exception {
        try (var host = host(Map.of("FUNCTION_HOST_MEMORY_MB", "200", "FUNCTION_MAX_CONCURRENCY", "0"))) {
            assertThat(host.exitCode()).isEqualTo(64);
            assertThat(host.lastError())
                    .startsWith("BAD_CONFIG: ")
                    .contains("FUNCTION_HOST_MEMORY_MB leaves room for 0 environments", "FUNCTION_MAX_CONCURRENCY");
        }
    }

    private Program host(Map<String, String> more) throws IOException {
        return Program.start(settings(more), "function-host");
    }

    private Map<String, String> settings(Map<String, String> more) {
        var all = new HashMap<>(environment);
        all.put("COMPUTE_BACKEND", "lambda");
        all.putAll(more);
        return all;
    }

    /** The host's own line: an environment's registry tells of a port of its own. */
    private static int port(Program host) {
        return Integer.parseInt(
                host.awaitError("environments=").replaceAll(".* port=", "").replaceAll(" .*", ""));
    }

    private String metrics(int port) throws IOException, InterruptedException {
        return text(get(port, "/metrics"));
    }

    private HttpResponse<byte[]> get(int port, String target, String... headers)
            throws IOException, InterruptedException {
        var request = request(port, target);
        return http.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(int port, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(LIMIT);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
